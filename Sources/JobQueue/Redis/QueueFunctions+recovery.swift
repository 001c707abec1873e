extension QueueFunctions {
    /// Jobs whose time has come, and jobs of workers that vanished.
    static let recovery = [promote, reap]

    /// Keys: base. Arguments: limit. Returns the number of jobs moved.
    private static let promote = """
        redis.register_function{ function_name = 'leadr_q2_promote', flags = { 'allow-oom' }, callback = function(keys, args)
            local moved = promote_due(keys[1], now_ms(), tonumber(args[1]))
            if moved > 0 then wake(keys[1]) end
            return moved
        end }
        """

    /// Keys: base. Arguments: most claims, whether deliveries count (1 or 0), most deliveries, ms after the end of a lease from which on deliveries do
    /// not count: then nobody was there to notice, so there was an outage. Returns claims, redelivered, parked.
    private static let reap = """
        local function redeliver(base, now, held, job, counts, most)
            local deliveries = tonumber(string.sub(job, 3, 5)) or 0
            if counts then deliveries = math.min(deliveries + 1, 999) end
            if string.sub(job, 1, 2) == 'J1' then
                job = string.sub(job, 1, 2) .. string.format('%03d', deliveries) .. string.sub(job, 6)
            end
            if counts and deliveries >= most then
                local reason = 'poison: ' .. deliveries .. ' workers held this job and vanished'
                bury(base, string.sub(job, 9, 40), now, held.owner, reason, job)
                account(base, -1, -#job)
                return 0
            end
            if deliveries == 0 then
                -- Nothing is held against it, so it need not run alone; first in its tenant's list, as after a hand back.
                give_back(base, job)
            else
                redis.call('LPUSH', base .. ':redo', job)
            end
            return 1
        end

        -- A worker that ended without a word is shown for an hour.
        local function forget_workers(base, now)
            local said = redis.call('HGETALL', base .. ':workers')
            for i = 1, #said, 2 do
                if now - (tonumber(string.match(said[i + 1], '^%d+')) or 0) > 3600000 then
                    redis.call('HDEL', base .. ':workers', said[i])
                    redis.call('HDEL', base .. ':meta', 'quiet:' .. said[i])
                end
            end
        end

        redis.register_function{ function_name = 'leadr_q2_reap', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, counts, most = keys[1], args[2] == '1', tonumber(args[3])
            local now, redelivered, parked = now_ms(), 0, 0
            local expired = redis.call('ZRANGEBYSCORE', base .. ':claims', '-inf', ms(now), 'WITHSCORES', 'LIMIT', 0, tonumber(args[1]))
            for i = 1, #expired, 2 do
                local token = expired[i]
                local is_counted = counts and now - tonumber(expired[i + 1]) < tonumber(args[4])
                local held = holding(base, token) or { owner = 'unknown', count = 0, bytes = 0 }
                local jobs = redis.call('LRANGE', base .. ':c:' .. token, 0, -1)
                release(base, token, held)
                for j = #jobs, 1, -1 do
                    local again = redeliver(base, now, held, jobs[j], is_counted, most)
                    redelivered, parked = redelivered + again, parked + 1 - again
                end
            end
            forget_workers(base, now)
            if redelivered > 0 then
                redis.call('HINCRBY', base .. ':meta', 'redelivered', redelivered)
                wake(base)
            end
            return { #expired / 2, redelivered, parked }
        end }
        """
}
