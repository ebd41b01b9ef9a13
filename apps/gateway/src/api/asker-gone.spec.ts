import { EventEmitter } from 'node:events';
import { goneSignal } from './asker-gone';

class Response extends EventEmitter {
  closed = false;
  writableFinished = false;

  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

describe('goneSignal', () => {
  it('comes when the connection closes before the answer is written', () => {
    const response = new Response();
    const signal = goneSignal(response);
    expect(signal.aborted).toBe(false);
    response.close();
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ status: 503 });
  });

  it('does not come after an answer', () => {
    const response = new Response();
    const signal = goneSignal(response);
    response.writableFinished = true;
    response.close();
    expect(signal.aborted).toBe(false);
  });

  it('is there at once for who went away while they waited in line', () => {
    const response = new Response();
    response.close();
    expect(goneSignal(response).aborted).toBe(true);
  });
});
