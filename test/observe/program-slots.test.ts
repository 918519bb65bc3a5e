import { describe, expect, it } from 'vitest';
import { programSlots } from '../../src/observe/program-slots.ts';

const never = new AbortController().signal;

describe('slots', () => {
  it('are given in turn, as many as there are', async () => {
    const slots = programSlots(2);
    const order: string[] = [];
    const first = await slots.take(never);
    const second = await slots.take(never);
    const third = slots.take(never).then((slot) => (order.push('third'), slot));
    const fourth = slots.take(never).then((slot) => (order.push('fourth'), slot));
    expect(order).toEqual([]);
    second?.[Symbol.dispose]();
    const slot = await third;
    expect(order).toEqual(['third']);
    first?.[Symbol.dispose]();
    slot?.[Symbol.dispose]();
    await fourth;
    expect(order).toEqual(['third', 'fourth']);
  });

  it('that are given back twice are free once', async () => {
    const slots = programSlots(1);
    const first = await slots.take(never);
    first?.[Symbol.dispose]();
    first?.[Symbol.dispose]();
    await slots.take(never);
    const impatient = new AbortController();
    const third = slots.take(impatient.signal);
    impatient.abort();
    expect(await third).toBeUndefined();
  });

  it('who gives up waiting does not keep the others waiting', async () => {
    const slots = programSlots(1);
    const first = await slots.take(never);
    const impatient = new AbortController();
    const second = slots.take(impatient.signal);
    const third = slots.take(never);
    impatient.abort();
    expect(await second).toBeUndefined();
    first?.[Symbol.dispose]();
    expect(await third).toBeDefined();
    expect(await slots.take(AbortSignal.abort())).toBeUndefined();
  });
});
