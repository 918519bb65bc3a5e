import { connect } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startOtlpReceiver } from '../../src/observe/otlp-receiver.ts';

const spans = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ name: 'cook' }] }] }] });
const json = { 'content-type': 'application/json' };

async function open() {
  const receiver = await startOtlpReceiver(
    () => 1,
    () => {},
  );
  const post = async (path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await fetch(`http://127.0.0.1:${receiver.port}${path}`, { method: 'POST', headers, body });
    return [answer.status, answer.headers.get('content-type'), await answer.text()] as const;
  };
  return { receiver, post, [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose]() };
}

describe('the OTLP receiver', () => {
  it('keeps JSON as it is, plain and compressed, and says that all is well', async () => {
    await using fake = await open();
    expect(await fake.post('/v1/traces', { ...json, 'user-agent': 'sdk/1' }, spans)).toEqual([
      200,
      'application/json',
      '{}',
    ]);
    await fake.post('/v1/traces', { ...json, 'content-encoding': 'gzip' }, gzipSync(spans));
    await fake.post('/v1/traces', { ...json, 'content-encoding': 'deflate' }, deflateSync(spans));
    const [plain, gzip, deflate] = fake.receiver.received;
    expect(plain).toMatchObject({
      path: '/v1/traces',
      contentType: 'application/json',
      encoding: '',
      userAgent: 'sdk/1',
    });
    expect(plain?.body).toMatchObject({ resourceSpans: [{ scopeSpans: [{ spans: [{ name: 'cook' }] }] }] });
    expect(gzip?.body).toEqual(plain?.body);
    expect(deflate?.body).toEqual(plain?.body);
    expect(deflate?.encoding).toBe('deflate');
  });

  it('reads protobuf, and answers in protobuf', async () => {
    await using fake = await open();
    const empty = new Uint8Array();
    const answer = await fake.post('/v1/metrics', { 'content-type': 'application/x-protobuf' }, empty);
    expect(answer).toEqual([200, 'application/x-protobuf', '']);
    expect(fake.receiver.received[0]).toMatchObject({ path: '/v1/metrics', contentType: 'application/x-protobuf' });
  });

  it('keeps what was sent to a wrong path', async () => {
    await using fake = await open();
    await fake.post('/', json, spans);
    expect(fake.receiver.received[0]).toMatchObject({ path: '/', oddities: ['not a path that OTLP has'] });
  });

  it.each([
    ['a body that is not JSON', json, '{', expect.anything()],
    ['a body that is not gzip', { ...json, 'content-encoding': 'gzip' }, spans, ['body is not gzip']],
    ['an encoding nobody knows', { ...json, 'content-encoding': 'zip' }, spans, ['unknown content-encoding "zip"']],
  ])('has no body for %s, and says why', async (_, headers, body, oddities) => {
    await using fake = await open();
    await fake.post('/v1/logs', headers, body);
    expect(fake.receiver.received[0]?.body).toBeUndefined();
    expect(fake.receiver.received[0]?.oddities).toEqual(oddities);
    expect(fake.receiver.received[0]?.oddities).not.toEqual([]);
  });

  it('does not unpack a bomb', async () => {
    await using fake = await open();
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    await fake.post('/v1/traces', { ...json, 'content-encoding': 'gzip' }, bomb);
    expect(fake.receiver.received[0]?.oddities).toEqual(['body is larger than 67108864 bytes after gzip']);
  });

  it('does not keep a body without end', async () => {
    await using fake = await open();
    await fake.post('/v1/traces', json, new Uint8Array(64 * 1024 * 1024 + 1));
    expect(fake.receiver.received[0]?.oddities).toEqual(['body is larger than 67108864 bytes']);
  });

  it('notices a connection that ends in the middle', async () => {
    await using fake = await open();
    const socket = connect(fake.receiver.port, '127.0.0.1');
    socket.write(
      'POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"res',
    );
    await expect.poll(() => fake.receiver.isReceiving).toBe(true);
    socket.destroy();
    await expect
      .poll(() => fake.receiver.received)
      .toMatchObject([{ oddities: ['the connection ended in the middle of the body'] }]);
    expect(fake.receiver.isReceiving).toBe(false);
  });
});
