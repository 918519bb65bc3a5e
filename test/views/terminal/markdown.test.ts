import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlighted } from '../../../src/views/terminal/highlight.ts';
import { markdownView } from '../../../src/views/terminal/markdown.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const readme = `# One id for \`every\` request

## You will be able to

- find **all lines** of one request
- tell *which* request failed, even when many are under way at the same time, in a log of ten thousand lines
  1. in the terminal
  2. in a log store

## Do

Open \`src/orders.ts\`. Where the request starts, make a child logger \\
and use it. Read more in the [pino guide](https://getpino.io/#/docs/child-loggers) or at <https://example.com>.

<!-- for authors -->

\`\`\`ts
import pino from 'pino';
const log = pino(); // one for the program
export const child = (id: string) => log.child({ request_id: id, a_long_name: 'that makes the line too long for a narrow terminal' });
\`\`\`

### See

\`\`\`json
{"level":"info","request_id":"r-1","ok":true}
\`\`\`

\`\`\`promtext
# TYPE http_requests_total counter
http_requests_total{route="/cart"} 3
\`\`\`

\`\`\`sh
$ curl localhost:3000/cart  # look
\`\`\`

> A log line without an id is a page torn out of a book.

| field | meaning | columns |
|---|---|--:|
| \`request_id\` | the id of the request, made once, at the edge, and handed on | 36 |
| \`route\` | the route, not the path | 5 |

- [ ] loose

- [x] list

---

<p>The end</p>
`;

describe.each([40, 80, 120])('at %i columns', (width) => {
  test('a README looks as agreed', () => {
    const picture = asFile(markdownView(readme, { width, colour: false }));
    expect(picture).toBe(golden(`markdown-${width}.txt`, picture));
  });
});

test('in colour, code needs no backticks', () => {
  expect(markdownView('use `pino`', { width: 80, colour: true })).toEqual(['  use \u001b[36mpino\u001b[39m']);
});

test('a link whose text is its address is said once', () => {
  expect(markdownView('see https://a.example and [a](https://b.example)', { width: 80, colour: false })).toEqual([
    '  see https://a.example and a https://b.example',
  ]);
});

test('what a terminal cannot draw is said', () => {
  const look = { width: 80, colour: false };
  expect(markdownView('~~old~~ ![a tree](tree.png) \\* <b>bold</b>', look)).toEqual(['  old a tree tree.png * bold']);
  expect(markdownView('- one\n\n  > quoted\n-', look)).toEqual(['  • one', '', '    ▌ quoted', '', '  •']);
  expect(markdownView('<!-- for authors -->', look)).toEqual([]);
});

test('code keeps every character, whatever the language', () => {
  const language = fc.constantFrom('ts', 'json', 'promtext', 'sh', 'cobol', '');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', "'", '`', '/', '*', '#', '$', '\\', ' ', 'const', 'a', ':', '=') }),
      language,
      (code, lang) => {
        const text = highlighted(code, lang)
          .flatMap((line) => line.map((part) => part.text))
          .join('');
        expect(text).toBe(code);
      },
    ),
  );
});

test('any markdown stays in its columns', () => {
  const bits = fc.constantFrom(
    '# ',
    '- ',
    '1. ',
    '> ',
    '```',
    '|a|b|\n|-|-|\n|',
    '**',
    '_',
    '`',
    '[x](',
    ')',
    '\n\n',
    '\n',
    '    ',
    '<p>',
    '---',
    '&lt;',
    '\\',
  );
  const anyMarkdown = fc.array(fc.oneof(bits, anyText), { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyMarkdown, anyWidth, (markdown, width) => {
      expect(noisyLines((look) => markdownView(markdown, look), width)).toEqual([]);
    }),
  );
});
