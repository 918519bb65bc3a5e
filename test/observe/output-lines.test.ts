import { describe, expect, it } from 'vitest';
import { collectLines } from '../../src/observe/output-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function collect(chunks: readonly Uint8Array[], limits?: { bytes: number; lines: number }) {
  let floods = 0;
  const output = collectLines(() => (floods += 1), limits);
  for (const [index, chunk] of chunks.entries()) output.add(chunk, index);
  output.end(99);
  return { ...output.evidence, floods };
}

describe('lines of an output stream', () => {
  it('are cut at line breaks, with or without carriage return, and dated by their end', () => {
    expect(collect([bytes('one\ntw'), bytes('o\r\n\nthree\n')]).lines).toEqual([
      { text: 'one', atMs: 0 },
      { text: 'two', atMs: 1 },
      { text: '', atMs: 1 },
      { text: 'three', atMs: 1 },
    ]);
  });

  it('survive characters that are split between two chunks', () => {
    const whole = bytes('{"dish":"寿司 🍣"}\n');
    const chunks = Array.from(whole, (byte) => Uint8Array.of(byte));
    expect(collect(chunks).lines.map((line) => line.text)).toEqual(['{"dish":"寿司 🍣"}']);
  });

  it('keep a last line without a break as unfinished, half a character included', () => {
    expect(collect([bytes('done\n{"half"'), Uint8Array.of(0xf0, 0x9f)]).lines).toEqual([
      { text: 'done', atMs: 0 },
      { text: '{"half"\uFFFD', atMs: 99, unfinished: true },
    ]);
  });

  it('end after so many bytes, and say once that there was more', () => {
    const { lines, droppedBytes, floods } = collect([bytes('12345\n'), bytes('67890\n'), bytes('more\n')], {
      bytes: 8,
      lines: 9,
    });
    expect(lines.map((line) => line.text)).toEqual(['12345']);
    expect(droppedBytes).toBe(11);
    expect(floods).toBe(1);
  });

  it('end after so many lines', () => {
    const { lines, droppedBytes, floods } = collect([bytes('1\n2\n3\n4\n'), bytes('5\n')], { bytes: 99, lines: 2 });
    expect(lines.map((line) => line.text)).toEqual(['1', '2']);
    expect(droppedBytes).toBe(6);
    expect(floods).toBe(1);
  });

  it('exactly as many as allowed are not too many', () => {
    expect(collect([bytes('1\n2\n')], { bytes: 4, lines: 2 })).toMatchObject({ droppedBytes: 0, floods: 0 });
  });

  it('a line of 30 MB in small pieces is one line', () => {
    const chunk = new Uint8Array(64 * 1024).fill(120);
    const { lines } = collect([...Array.from({ length: 480 }, () => chunk), bytes('\n')]);
    expect(lines[0]?.text).toHaveLength(480 * 64 * 1024);
  });
});
