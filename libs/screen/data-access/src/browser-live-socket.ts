import { DOCUMENT, InjectionToken, inject } from '@angular/core';
import { LIVE_PATH } from '@lianfang/contract';
import type { LiveSocket, LiveSocketEvents, LiveSocketPort } from './live-socket.port';

function openSocket(address: string, events: LiveSocketEvents): LiveSocket {
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.data instanceof ArrayBuffer) events.message(event.data);
  });
  socket.addEventListener('close', ({ code }) => events.closed(code));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

/** The browser's WebSocket to the server that the page came from. */
export const LIVE_SOCKET = new InjectionToken<LiveSocketPort>('live socket', {
  providedIn: 'root',
  factory: () => {
    const { location } = inject(DOCUMENT);
    const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${LIVE_PATH}`;
    return {
      open: (events) => openSocket(address, events),
      now: () => performance.now(),
      after: (wait, call) => {
        const timer = setTimeout(call, wait);
        return () => clearTimeout(timer);
      },
      random: () => Math.random(),
    };
  },
});
