// What each figure means: the one place for its definition, shown behind its name.

/** Of agreement and accuracy, in seconds. */
export const windowSeconds = 60;

export const definitions = {
  agreement: `Share of the compared predictions of the last ${windowSeconds} s whose class is the teacher's, with Wilson's 95 % score interval. Predictions that there was no time to compare do not count.`,
  accuracy: `Share of the predictions of the last ${windowSeconds} s whose class is the true one, with Wilson's 95 % score interval. Known only where the monitor itself feeds the board from a labelled data set.`,
  bitExact: `Of the predictions compared in the last ${windowSeconds} s, those whose every logit equals the integer reference's. A board that computes correctly has no others.`,
  rate: 'Predictions that the board makes per second, over the last whole seconds.',
  latency:
    'From the host taking an input to its having the prediction: the line and the waiting included. Median of the last second; p99 is the time that 99 % do not exceed.',
  cycles:
    "Cycles of the board's clock that one inference takes, the median of the last second, and the same in milliseconds.",
  link: 'Messages that were sent again because the answer was late or damaged, times that the link was lost and recovered, and answers that came too late. All were put right: none changes a prediction.',
  drift:
    'A conformal test martingale: it bets that confidence or class mix has changed since the student was flashed. Its wealth starts at 1; the alarm is raised when it reaches 100. By Ville’s inequality a stream that does not change ever raises it with a probability of at most 1 %, over any number of predictions.',
  classMix: 'Of the predictions in each ten seconds, the share that names each class. Darker is more.',
  confidence: "Mean probability that the board's output gives to the class it names, each second.",
  notDrawn:
    'Predictions that came between two that this page drew: it draws five per second. They are counted everywhere else.',
  notCompared:
    'Predictions that there was no time to compare with the reference and the teacher: comparing takes a tenth of a processor core at most.',
  paired:
    "McNemar's exact two-sided test on the samples that only one of the two gets right: p is the probability of so uneven a split, or a more uneven one, if both are equally good. The 95 % interval of the difference is exact for that number of samples, by Clopper and Pearson; it excludes 0 where p is under 0.05.",
  kept: 'Predictions in the history, of all starts of a monitor that wrote to it. Each has its logits, label, cycles, latency and what it was compared with.',
  keptEvents: 'Flashes, losses, recoveries, leases and drift alarms in the history.',
  historySize:
    'Of the whole database, what it needs for itself included. Each input is kept once a day; where more than 64 KiB of new ones come per second, those of mistakes and disagreements are kept first and others are left out.',
  notWritten:
    'Predictions, comparisons and events of this monitor that are missing in the history: the database was too slow, or refused them. A killed monitor loses in addition what it had not written yet, a fraction of a second.',
  fed: 'What came from the live source that the monitor feeds to this board. Dropped frames were replaced by a newer one before the board had time for them; quiet seconds and files that cannot be read are not fed, and each such file is among the events.',
  missed: 'Predictions that the board made but that did not reach the monitor.',
} as const;
