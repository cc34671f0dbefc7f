import { exactTime, relativeTime } from './dates';

/** A moment in relative words; the exact time, in the reader's zone, on hover. */
export function TimeAgo({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at)}
    </time>
  );
}
