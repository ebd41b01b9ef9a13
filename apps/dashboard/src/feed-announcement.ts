import type { FeedState } from '@lianfang/screen/data-access';
import type { WordKey } from '@lianfang/screen/kit';

const SAID: Readonly<Record<FeedState, WordKey | null>> = {
  connecting: null,
  unreachable: 'feed.sayLost',
  waiting: null,
  live: 'feed.sayLive',
  paused: 'feed.sayPaused',
  stale: 'feed.sayStale',
  lost: 'feed.sayLost',
  unreadable: 'feed.sayUnreadable',
};

/** What is said aloud when the feed goes from one state to another; the first good news is no news. */
export function feedAnnouncement(previous: FeedState, current: FeedState): WordKey | null {
  if (previous === current) return null;
  const beganWell = current === 'live' && (previous === 'connecting' || previous === 'waiting');
  return beganWell ? null : SAID[current];
}
