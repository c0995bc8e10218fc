/** Lines that are neither empty nor only comment. Goes by how lines begin, so that it needs no parser. */
export const countCodeLines = (text: string): number => {
  let count = 0;
  let inComment = false;
  for (const raw of text.split('\n')) {
    let line = raw.trim();
    if (!inComment && line.startsWith('/*')) inComment = true;
    if (inComment) {
      const end = line.indexOf('*/');
      if (end === -1) continue;
      inComment = false;
      line = line.slice(end + 2).trim();
    }
    if (line !== '' && !line.startsWith('//')) count += 1;
  }
  return count;
};
