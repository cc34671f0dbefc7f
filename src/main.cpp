#include "app/program.h"

int main(int argc, char** argv) {
  return expediter::app::run(argc, argv);
}
