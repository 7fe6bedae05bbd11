// Which mutant is awake: a number in the module's data behind a mark, where build-mutants.ts changes it.
struct RetortMutant {
  char mark[16];
  volatile int number;
};
static RetortMutant retort_mutant_data = {{'R', 'E', 'T', 'O', 'R', 'T', ' ', 'M', 'U', 'T', 'A', 'N', 'T', ':', ' ', ' '}, 0};
#define retort_mutant (retort_mutant_data.number)
