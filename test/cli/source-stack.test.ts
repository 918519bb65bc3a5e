import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { sourceStack } from '../../src/cli/source-stack.ts';
import { lay, temporaryPlace } from '../workspace/place.ts';

/** One segment: the first character of the file was the one in line 3, column 5 of the source. */
const map = { version: 3, sources: ['../../src/cli/list.ts'], names: [], mappings: 'AAEI' };

test('a stack names the places in the sources', async () => {
  await using place = await temporaryPlace();
  await lay(place.dir, { 'dist/bundle/list.js.map': JSON.stringify(map) });
  const url = pathToFileURL(join(place.dir, 'dist/bundle/list.js')).href;
  expect(sourceStack(`Error: no\n    at async Object.run (${url}:1:1)\n    at ${url}:1:1`, place.dir)).toBe(
    'Error: no\n    at async Object.run (src/cli/list.ts:3:5)\n    at src/cli/list.ts:3:5',
  );
});

test('places without a map, or with one that is damaged, stay as they are', async () => {
  await using place = await temporaryPlace();
  await lay(place.dir, { 'a.js.map': '{' });
  const url = pathToFileURL(place.dir).href;
  const stack = `    at one (${url}/a.js:1:1)\n    at two (${url}/b.js:2:2)\n    at three (node:fs:3:3)`;
  expect(sourceStack(stack, place.dir)).toBe(stack);
});
