-- What all load scripts share: requests as ready bytes, carrying the session, and the report at the end.
-- wrk formats a request anew each time it is asked to; joined strings cost the generator far less.

local head_end = "\r\nHost: 127.0.0.1\r\nCookie: " .. os.getenv("BENCH_COOKIE")
local get_end = " HTTP/1.1" .. head_end .. "\r\n\r\n"
local write_end = " HTTP/1.1" .. head_end .. "\r\nX-XSRF-TOKEN: " .. os.getenv("BENCH_CSRF")
  .. "\r\nContent-Type: application/json\r\nContent-Length: "

base = "/api/issue-tracker-tickets"
first_id = tonumber(os.getenv("BENCH_FIRST_ID") or "1")
last_id = tonumber(os.getenv("BENCH_LAST_ID") or "1")
math.randomseed(tonumber(os.getenv("BENCH_SEED") or "1"))

function get(path)
  return "GET " .. path .. get_end
end

function write(method, path, body)
  return method .. " " .. path .. write_end .. #body .. "\r\n\r\n" .. body
end

function random_id()
  return math.random(first_id, last_id)
end

function ticket_path(id)
  return string.format("%s/TKT-%03d", base, id)
end

local categories = { "Procurement", "Logistics", "Customs", "Quality", "Invoicing" }
local priorities = { "Low", "Medium", "High", "Critical" }
local serial = 0

-- A new ticket like no other of this run.
function create()
  serial = serial + 1
  local number = math.random(1, 999999)
  return write("POST", base, string.format(
    '{"Title":"Late container %d-%d at the quay",'
      .. '"Description":"The vessel waits; %d pieces are due %d days later.",'
      .. '"Priority":"%s","Category":"%s","Assignee Email":"team.%d@acme.com","Linked PO Id":%d}',
    number, serial, number % 900 + 2, number % 20 + 1, priorities[number % 4 + 1],
    categories[number % 5 + 1], number % 1000, number % 5000 + 1))
end

local statuses = { [0] = "Open", "In Progress", "Resolved", "Closed" }
local status_of = nil

-- The next status of a ticket at random: never the one it has, for such a request would change nothing.
-- BENCH_STATUSES is a file with one digit a ticket, what each status was before.
function update()
  if not status_of then
    status_of = {}
    local file = assert(io.open(os.getenv("BENCH_STATUSES"), "rb"))
    local digits = file:read("*a")
    file:close()
    for id = first_id, last_id do
      status_of[id] = digits:byte(id - first_id + 1) - 48
    end
  end
  local id = random_id()
  local status = (status_of[id] + 1) % 4
  status_of[id] = status
  return write("PUT", ticket_path(id), '{"Status":"' .. statuses[status] .. '"}')
end

-- One line of JSON that the benchmark reads; times are in microseconds.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'REPORT {"requests":%d,"duration":%d,"bytes":%d,"p50":%d,"p99":%d,'
      .. '"max":%d,"mean":%.1f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    latency.max, summary.requests > 0 and latency.mean or 0,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
