/** Where records of comparisons are, below the project's root. */
export const COMPARISON_RECORDS = 'content/comparison';

/** Where their pictures are, below the site's root. */
export const COMPARISON_PICTURES = 'atlas/comparison';
