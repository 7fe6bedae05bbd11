// What Verilator's runtime expects of a machine and WebAssembly does not have; included before every file.
#pragma once
#define VL_CPU_RELAX()
