-- Changes the status of any ticket of the store.
dofile(os.getenv("BENCH_DIRECTORY") .. "/requests.lua")

function request()
  return update()
end
