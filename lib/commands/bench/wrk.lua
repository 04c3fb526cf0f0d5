-- The request that wrk sends, and the result that it prints.
wrk.method = os.getenv("METHOD")
wrk.body = os.getenv("BODY")

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '{"responses":%d,"notOk":%d,"broken":%d,"microseconds":%d,"p50":%d,"p99":%d}',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout, summary.duration,
    latency:percentile(50), latency:percentile(99)))
end
