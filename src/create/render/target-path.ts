/** Where a template's file goes: names changed, `_gitignore` with its dot, `.hbs` gone. npm leaves dot-files out of tarballs, so they are stored with `_`. */
export const targetPath = (path: string, rename: (text: string) => string): string =>
  rename(path)
    .split('/')
    .map((part) => (part.startsWith('_') && !part.startsWith('__') ? `.${part.slice(1)}` : part))
    .join('/')
    .replace(/\.hbs$/, '');
