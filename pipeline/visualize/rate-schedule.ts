export interface RateSettings {
  /** Adam's step while a picture still gains. */
  readonly rate: number;
  /** Most steps that a picture takes, the ending among them. */
  readonly steps: number;
  /** Steps over which the rate falls to nothing along half a cosine, at the end. */
  readonly ending: number;
  /** A picture's value is compared from one span of so many steps to the next. */
  readonly span: number;
  /** It goes into its ending once a span's mean is not so much above that of the span before, relatively. */
  readonly gain: number;
}

/** The rates of a batch of pictures, each by its own course. */
export interface RateSchedule {
  /** The rates of the next step, [n], after the values before it, [n]; 0 for a picture that is done. */
  next(values: ArrayLike<number>): Float32Array;
  finished(): boolean;
  /** Steps taken so far by every picture. */
  steps(): readonly number[];
}

/**
 * Early stopping: a picture keeps the full rate until a span of steps brings less than `gain`, then
 * ends. One whose value is not positive yet has gained nothing to compare and goes on.
 */
export function openRateSchedule(count: number, settings: RateSettings): RateSchedule {
  const courses = Array.from({ length: count }, () => new Course(settings));
  return {
    next: (values) => Float32Array.from(courses, (course, place) => course.next(values[place]!)),
    finished: () => courses.every((course) => course.done),
    steps: () => courses.map(({ taken }) => taken),
  };
}

class Course {
  taken = 0;
  readonly #settings: RateSettings;
  /** The step at which the ending starts. */
  #end: number;
  #sum = 0;
  #before = Number.NEGATIVE_INFINITY;

  constructor(settings: RateSettings) {
    this.#settings = settings;
    this.#end = settings.steps - settings.ending;
  }

  get done(): boolean {
    return this.taken >= this.#end + this.#settings.ending;
  }

  next(value: number): number {
    if (this.done) return 0;
    const { rate, span, gain, ending } = this.#settings;
    if (this.taken < this.#end) {
      this.#sum += value;
      if ((this.taken + 1) % span === 0) {
        const mean = this.#sum / span;
        if (this.#before > 0 && mean < this.#before * (1 + gain)) this.#end = this.taken;
        this.#before = mean;
        this.#sum = 0;
      }
    }
    const through = (this.taken - this.#end) / ending;
    this.taken += 1;
    return through < 0 ? rate : rate * (0.5 + 0.5 * Math.cos(Math.PI * through));
  }
}
