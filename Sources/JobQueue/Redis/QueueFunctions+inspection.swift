extension QueueFunctions {
    /// What operators look at.
    static let inspection = [statistics, workers, scan] + check

    /// Keys: base. Returns a flat list in the order of ``QueueStatistics`` (see the driver); at most 100 tenants are looked at for the oldest job.
    private static let statistics = """
        redis.register_function{ function_name = 'leadr_q2_stats', flags = { 'no-writes' }, callback = function(keys, args)
            local base = keys[1]
            local meta = redis.call(
                'HMGET', base .. ':meta', 'n', 'b', 'cn', 'in', 'done', 'retried', 'buried', 'redelivered', 'handed', 'paused', 'db'
            )
            local redo, delayed = redis.call('LLEN', base .. ':redo'), redis.call('ZCARD', base .. ':delayed')
            local heads = { redis.call('LINDEX', base .. ':redo', 0) }
            for _, tenant in ipairs(redis.call('LRANGE', base .. ':ring', 0, 99)) do
                heads[#heads + 1] = redis.call('LINDEX', base .. ':t:' .. tenant, 0)
            end
            local oldest = -1
            for i = 1, #heads do
                local at = heads[i] and tonumber(string.sub(heads[i], 41, 53))
                if at and (oldest < 0 or at < oldest) then oldest = at end
            end
            local reply = {
                redis.call('ZCARD', base .. ':claims'), redis.call('HLEN', base .. ':dead'), redis.call('LLEN', base .. ':ring'), redo, delayed, ms(oldest)
            }
            for i = 1, 11 do reply[6 + i] = meta[i] or '0' end
            return reply
        end }
        """

    /// Keys: base. Returns the time, then for each worker: owner, what it said (with the time before it), claims, jobs, start of its oldest claim
    /// in ms or -1, and whether it is quiet. Owners of claims that said nothing yet are named as well.
    private static let workers = """
        redis.register_function{ function_name = 'leadr_q2_workers', flags = { 'no-writes' }, callback = function(keys, args)
            local base, order, known = keys[1], {}, {}
            local function entry(owner)
                if not known[owner] then
                    known[owner] = { said = '', claims = 0, jobs = 0, oldest = -1 }
                    order[#order + 1] = owner
                end
                return known[owner]
            end
            local said = redis.call('HGETALL', base .. ':workers')
            for i = 1, #said, 2 do entry(said[i]).said = said[i + 1] end
            for _, text in ipairs(redis.call('HVALS', base .. ':own')) do
                local owner, at, count = string.match(text, '^(.-)|(%d+)|(%d+)|')
                local worker = entry(owner)
                worker.claims, worker.jobs = worker.claims + 1, worker.jobs + tonumber(count)
                if worker.oldest < 0 or tonumber(at) < worker.oldest then worker.oldest = tonumber(at) end
            end
            local reply = { ms(now_ms()) }
            for _, owner in ipairs(order) do
                local worker = known[owner]
                local is_quiet = redis.call('HEXISTS', base .. ':meta', 'quiet:' .. owner)
                for _, value in ipairs({ owner, worker.said, worker.claims, worker.jobs, ms(worker.oldest), is_quiet }) do reply[#reply + 1] = value end
            end
            return reply
        end }
        """

    /// Keys: base. Arguments: cursor of the server's scan. Returns the next cursor, then keys of tenants' lists and claims as far as one step found
    /// them: what no ring and no lease leads to is found only so.
    private static let scan = """
        redis.register_function{ function_name = 'leadr_q2_scan', flags = { 'no-writes' }, callback = function(keys, args)
            local pattern = string.gsub(keys[1], '[%*%?%[%]\\\\]', '\\\\%0') .. ':[tc]:*'
            local step = redis.call('SCAN', args[1], 'MATCH', pattern, 'COUNT', 1000)
            local reply = { step[1] }
            for _, key in ipairs(step[2]) do reply[#reply + 1] = string.sub(key, #keys[1] + 2) end
            return reply
        end }
        """
}
