-- The readers of the mixed load: eight reads of any ticket to one of the page at BENCH_PATH.
dofile(os.getenv("BENCH_DIRECTORY") .. "/requests.lua")

local page = get(os.getenv("BENCH_PATH"))
local turn = 0

function request()
  turn = (turn + 1) % 9
  if turn == 0 then
    return page
  end
  return get(ticket_path(random_id()))
end
