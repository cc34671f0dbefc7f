-- The writers of the mixed load: creations and changes in turn, after BENCH_PAUSE milliseconds of rest each.
dofile(os.getenv("BENCH_DIRECTORY") .. "/requests.lua")

local pause = tonumber(os.getenv("BENCH_PAUSE"))
local turn = 0

function request()
  turn = turn + 1
  if turn % 2 == 0 then
    return create()
  end
  return update()
end

-- wrk rests whole milliseconds; chance makes up the fraction.
function delay()
  return math.floor(pause + math.random())
end
