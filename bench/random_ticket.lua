-- Reads one ticket, any of the store.
dofile(os.getenv("BENCH_DIRECTORY") .. "/requests.lua")

function request()
  return get(ticket_path(random_id()))
end
