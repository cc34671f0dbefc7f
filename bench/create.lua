-- Creates tickets.
dofile(os.getenv("BENCH_DIRECTORY") .. "/requests.lua")

function request()
  return create()
end
