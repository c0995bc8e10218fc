import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { printable } from '../../src/shared/printable.ts';
import { mermaidGraph } from '../../src/system/graph/mermaid.ts';
import { describeInBrowser } from '../support/browser.ts';
import { hostileModel, hostileNames } from '../support/hostile-model.ts';
import { largeSystem } from '../support/large-model.ts';
import { model } from '../support/model.ts';

const path = fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js'));

describeInBrowser('the map for mermaid', (open) => {
  /** What mermaid reads and draws: the kind of diagram, and the text of each box. */
  const drawn = async (text: string): Promise<{ readonly kind: string; readonly labels: readonly string[]; readonly images: number }> => {
    const page = await open();
    await page.setContent('<!doctype html><title>mermaid</title>');
    await page.addScriptTag({ path });
    return page.evaluate(`(async () => {
      const text = ${JSON.stringify(text)};
      const { diagramType: kind } = await mermaid.parse(text);
      const { svg } = await mermaid.render('drawn', text);
      const host = document.body.appendChild(document.createElement('div'));
      host.innerHTML = svg;
      return { kind, labels: [...host.querySelectorAll('.node .nodeLabel')].map((label) => label.textContent), images: host.querySelectorAll('img, script').length };
    })()`);
  };

  it('is read and drawn, with every name as it is', async () => {
    const { kind, labels, images } = await drawn(mermaidGraph(hostileModel));
    expect(kind).toMatch(/^flowchart/);
    expect(labels.slice(0, hostileNames.length)).toEqual(hostileNames.map(printable));
    expect(images).toBe(0);
  });

  it('is read when it is large', async () => {
    const { model: large } = largeSystem(90);
    expect((await drawn(mermaidGraph(large))).labels).toEqual(expect.arrayContaining(large.services.map(({ name }) => name)));
  }, 120_000);

  it('is read when there is nothing', async () => {
    expect((await drawn(mermaidGraph(model()))).labels).toEqual([]);
  });
});
