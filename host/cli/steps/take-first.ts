// The first samples of a split: what --limit leaves.

import type { Split } from '../../dataset/dataset.ts';

/** All of them without a limit. Values and labels are views, not copies. */
export function takeFirst({ ids, images, labels, files }: Split, limit = ids.length): Split {
  const rows = Math.min(limit, ids.length);
  return {
    ids: ids.subarray(0, rows),
    images: images.subarray(0, (images.length / ids.length) * rows),
    labels: labels.subarray(0, (labels.length / ids.length) * rows),
    ...(files && { files: files.slice(0, rows) }),
  };
}
