import { expect, test } from 'vitest';
import { placeSpans } from '../../src/checks/placed-span.ts';
import { hasAttributeValue, treesInTurn, treesTogether } from '../../src/checks/request-trees.ts';
import { callsTo, queriesIn } from '../../src/checks/span-roles.ts';
import { requestNamed, runOfSpans, type Sketch } from './hand-made-traces.ts';

const kitchen = { url: 'http://127.0.0.1:4001', words: ['kitchen', 'box'] };
const namesOf = (sketches: readonly Sketch[], pick: typeof queriesIn) =>
  pick(placeSpans(runOfSpans(sketches).traces)).map(({ span }) => span.name);

test('a call is known by the port in any of its attributes, whatever it is named', () => {
  const attributes = [
    { 'url.full': 'http://127.0.0.1:4001/boxes' },
    { 'server.port': 4001 },
    { 'server.address': '127.0.0.1:4001' },
  ];
  for (const each of attributes) {
    const spans: Sketch[] = [
      { name: 'POST', kind: 'client', attributes: each },
      { name: 'box', kind: 'client', attributes: { 'server.port': 4002 } },
    ];
    expect(namesOf(spans, (all) => callsTo(all, kitchen))).toEqual(['POST']);
  }
});

test('without an address a call is known by the words of its name', () => {
  expect(namesOf([{ name: 'book Kitchen' }, { name: 'pay' }], (all) => callsTo(all, kitchen))).toEqual([
    'book Kitchen',
  ]);
});

test('a span around the call is not the call, and a server span never is', () => {
  const spans: Sketch[] = [
    { name: 'ask the kitchen', id: 'a' },
    { name: 'POST /boxes', under: 'a', kind: 'client' },
    { name: 'POST /boxes', under: 'a', kind: 'server' },
  ];
  expect(namesOf(spans, (all) => callsTo(all, kitchen))).toEqual(['POST /boxes']);
});

test('a query is known by a db attribute, else by a word of SQL; ids are no words', () => {
  expect(
    namesOf([{ name: 'x', attributes: { 'db.system.name': 'postgresql' } }, { name: 'query' }], queriesIn),
  ).toEqual(['x']);
  expect(namesOf([{ name: 'SELECT orders' }, { name: 'reserve o-12db-db34' }], queriesIn)).toEqual(['SELECT orders']);
});

test('requests that came one after another have what started until the next', () => {
  const run = runOfSpans([
    { name: 'first', kind: 'server', trace: 'a', from: 0 },
    { name: 'loose', trace: 'b', from: 5 },
    { name: 'second', kind: 'server', trace: 'c', from: 20, to: 40 },
    { name: 'last', trace: 'd', from: 25 },
  ]);
  const trees = treesInTurn(placeSpans(run.traces), [requestNamed('order-1'), requestNamed('order-2')]);
  const roots = trees.map((tree) => tree.roots.map(({ span }) => span.name));
  expect(roots).toEqual([
    ['first', 'loose'],
    ['second', 'last'],
  ]);
});

test('requests that came together are told apart by a value on their spans, the rest by what is left', () => {
  const run = runOfSpans([
    { name: 'before', kind: 'server', trace: 'a' },
    { name: 'b', kind: 'server', trace: 'b', from: 10, attributes: { 'bento.sku': 'two' } },
    { name: 'c', kind: 'server', trace: 'c', from: 11 },
    { name: 'd', kind: 'server', trace: 'd', from: 12, attributes: { sku: 'three' } },
  ]);
  const requests = ['one', 'two', 'three'].map((sku) => requestNamed(sku, 201, JSON.stringify({ sku })));
  const trees = treesTogether(
    placeSpans(run.traces),
    requests,
    1,
    ({ body }) => (JSON.parse(body) as { sku: string }).sku,
  );
  expect(trees.map(({ request, server }) => `${server.span.name} ${request.name}`)).toEqual([
    'b two',
    'c one',
    'd three',
  ]);
  expect(hasAttributeValue(trees[0]!.server, undefined)).toBe(false);
});
