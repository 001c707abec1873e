import Redis

/// The server-side half of the engine: one Redis function per transition, so that each is one atomic step.
///
/// The library carries its major version in its name. Majors coexist; within one, functions are only added.
/// Keys of a queue shard, all below one base key that carries the hash tag of the shard:
///
/// | Suffix | Type | Content |
/// |---|---|---|
/// | `:ring` | list | tenants with ready jobs, each once, in turn |
/// | `:t:<tenant>` | list | ready jobs of one tenant |
/// | `:redo` | list | redelivered jobs, claimed alone |
/// | `:delayed` | sorted set | jobs by due time in milliseconds |
/// | `:claims` | sorted set | claim tokens by lease expiry in milliseconds |
/// | `:own` | hash | claim token → owner, time, count and bytes |
/// | `:c:<token>` | list | jobs of one claim |
/// | `:dead`, `:deadidx` | hash, sorted set | dead letters, and their times |
/// | `:wake` | list | at most one wake token |
/// | `:meta` | hash | counters and the pause mark |
///
/// Lua traps kept in mind: `tostring` of a number above 2^46 loses digits, so milliseconds are written by `format`;
/// `unpack` is bounded by the C stack, so lists are moved in chunks.
enum QueueFunctions {
    static let library = RedisFunctionLibrary(
        name: "leadr_q1",
        source: (["#!lua name=leadr_q1\n", helpers, enqueue, claim, renew, settle, handBack, promote, reap, statistics, pause, dead]).joined()
    )

    private static let helpers = """
        local CHUNK = 500

        local function now_ms()
            local t = redis.call('TIME')
            return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
        end

        local function ms(n) return string.format('%.0f', n) end

        -- Bytes that are no envelope travel under a tenant of their own until a worker buries them.
        local function tenant_of(job)
            if string.sub(job, 1, 2) ~= 'J1' then return 'malformed' end
            local length = tonumber(string.sub(job, 54, 55), 16)
            if not length or length == 0 then return 'malformed' end
            return string.sub(job, 62, 61 + length)
        end

        local function wake(base)
            if redis.call('LLEN', base .. ':wake') == 0 then redis.call('RPUSH', base .. ':wake', '1') end
        end

        local function push_all(key, jobs)
            local length = 0
            for first = 1, #jobs, CHUNK do
                length = redis.call('RPUSH', key, unpack(jobs, first, math.min(first + CHUNK - 1, #jobs)))
            end
            return length
        end

        -- Appends jobs of one tenant; a tenant whose list was empty takes its place at the end of the ring.
        local function push_tenant(base, tenant, jobs)
            if #jobs == 0 then return end
            local length = push_all(base .. ':t:' .. tenant, jobs)
            if length == #jobs then redis.call('RPUSH', base .. ':ring', tenant) end
        end

        local function total(jobs)
            local bytes = 0
            for i = 1, #jobs do bytes = bytes + #jobs[i] end
            return bytes
        end

        -- Jobs and bytes that enter or leave the queue as a whole.
        local function account(base, count, bytes)
            if count ~= 0 then redis.call('HINCRBY', base .. ':meta', 'n', count) end
            if bytes ~= 0 then redis.call('HINCRBY', base .. ':meta', 'b', bytes) end
        end

        local function enter(base, count, bytes)
            account(base, count, bytes)
            redis.call('HINCRBY', base .. ':meta', 'in', count)
        end

        -- What a claim holds: owner, claimed at, count, bytes. nil when it is no longer held.
        local function holding(base, token)
            local text = redis.call('HGET', base .. ':own', token)
            if not text then return nil end
            local owner, at, count, bytes = string.match(text, '^(.-)|(%d+)|(%d+)|(%d+)$')
            return { owner = owner, at = at, count = tonumber(count), bytes = tonumber(bytes) }
        end

        local function release(base, token, held)
            redis.call('DEL', base .. ':c:' .. token)
            redis.call('ZREM', base .. ':claims', token)
            redis.call('HDEL', base .. ':own', token)
            redis.call('HINCRBY', base .. ':meta', 'cn', -held.count)
        end

        -- A dead letter: time, owner and reason with their lengths, then the envelope.
        local function bury(base, id, now, owner, reason, job)
            local record = ms(now) .. ' ' .. #owner .. ' ' .. #reason .. '\\n' .. owner .. reason .. job
            redis.call('HSET', base .. ':dead', id, record)
            redis.call('ZADD', base .. ':deadidx', ms(now), id)
            redis.call('HINCRBY', base .. ':meta', 'db', #record)
            redis.call('HINCRBY', base .. ':meta', 'buried', 1)
        end

        local function promote_due(base, now, limit)
            local due = redis.call('ZRANGEBYSCORE', base .. ':delayed', '-inf', ms(now), 'LIMIT', 0, limit)
            for i = 1, #due do
                redis.call('ZREM', base .. ':delayed', due[i])
                push_tenant(base, tenant_of(due[i]), { due[i] })
            end
            return #due
        end

        """

    /// Keys: base. Arguments: job limit (0 = none), byte limit, then tenant and envelope of each job.
    private static let enqueue = """
        redis.register_function('leadr_q1_enqueue', function(keys, args)
            local base, most, most_bytes = keys[1], tonumber(args[1]), tonumber(args[2])
            local count, bytes = (#args - 2) / 2, 0
            for i = 4, #args, 2 do bytes = bytes + #args[i] end
            local held = redis.call('HMGET', base .. ':meta', 'n', 'b', 'in')
            local jobs, size = tonumber(held[1] or 0) + count, tonumber(held[2] or 0) + bytes
            if most > 0 and (jobs > most or size > most_bytes) then
                return redis.error_reply('QUEUEFULL the queue is over its budget')
            end
            for i = 3, #args, 2 do push_tenant(base, args[i], { args[i + 1] }) end
            -- What `enter` does, in one write: this runs for every submission.
            redis.call('HSET', base .. ':meta', 'n', ms(jobs), 'b', ms(size), 'in', ms(tonumber(held[3] or 0) + count))
            wake(base)
            return count
        end)

        """

    /// Keys: base. Arguments: token, limit, lease in ms, owner. Returns the envelopes.
    private static let claim = """
        local function take_turns(base, limit, key)
            local jobs = {}
            local tenants = redis.call('LLEN', base .. ':ring')
            if tenants == 0 then return jobs end
            local share = math.ceil(limit / tenants)
            while #jobs < limit do
                local tenant = redis.call('LPOP', base .. ':ring')
                if not tenant then break end
                local list = base .. ':t:' .. tenant
                local taken = redis.call('LPOP', list, math.min(share, limit - #jobs)) or {}
                push_all(key, taken)
                for i = 1, #taken do jobs[#jobs + 1] = taken[i] end
                if redis.call('EXISTS', list) == 1 then redis.call('RPUSH', base .. ':ring', tenant) end
            end
            return jobs
        end

        redis.register_function{ function_name = 'leadr_q1_claim', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, token, limit = keys[1], args[1], tonumber(args[2])
            local now = now_ms()
            promote_due(base, now, limit)
            if redis.call('HGET', base .. ':meta', 'paused') == '1' then return {} end
            local key = base .. ':c:' .. token
            local jobs = redis.call('LPOP', base .. ':redo', 1) or {}
            if #jobs == 1 then push_all(key, jobs) else jobs = take_turns(base, limit, key) end
            if #jobs == 0 then return {} end
            redis.call('ZADD', base .. ':claims', ms(now + tonumber(args[3])), token)
            redis.call('HSET', base .. ':own', token, args[4] .. '|' .. ms(now) .. '|' .. #jobs .. '|' .. ms(total(jobs)))
            redis.call('HINCRBY', base .. ':meta', 'cn', #jobs)
            if redis.call('EXISTS', base .. ':ring', base .. ':redo') > 0 then wake(base) end
            return jobs
        end }

        """

    /// Keys: base. Arguments: lease in ms, tokens. Returns the tokens that are no longer held.
    private static let renew = """
        redis.register_function{ function_name = 'leadr_q1_renew', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, expiry, lost = keys[1], ms(now_ms() + tonumber(args[1])), {}
            for i = 2, #args do
                if redis.call('ZSCORE', base .. ':claims', args[i]) then
                    redis.call('ZADD', base .. ':claims', expiry, args[i])
                else
                    lost[#lost + 1] = args[i]
                end
            end
            return lost
        end }

        """

    /// Keys: base, then the bases of the next queues. Arguments: token, then groups
    /// `F key tenant count envelopes…`, `R delay-ms envelope`, `B id reason envelope`. Returns 1, or 0 when the claim was no longer held.
    private static let settle = """
        local function forward(keys, args, i)
            local base, count, jobs = keys[tonumber(args[i + 1])], tonumber(args[i + 3]), {}
            for j = 1, count do jobs[j] = args[i + 3 + j] end
            push_tenant(base, args[i + 2], jobs)
            enter(base, count, total(jobs))
            wake(base)
            return i + 4 + count
        end

        local function retry(base, now, args, i)
            local job = args[i + 2]
            redis.call('ZADD', base .. ':delayed', ms(now + tonumber(args[i + 1])), job)
            redis.call('HINCRBY', base .. ':meta', 'retried', 1)
            account(base, 1, #job)
        end

        redis.register_function{ function_name = 'leadr_q1_settle', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, token = keys[1], args[1]
            local held = holding(base, token)
            if not held then return 0 end
            local now, i, unfinished = now_ms(), 2, 0
            release(base, token, held)
            account(base, -held.count, -held.bytes)
            while i <= #args do
                if args[i] == 'F' then
                    i = forward(keys, args, i)
                elseif args[i] == 'R' then
                    retry(base, now, args, i)
                    unfinished, i = unfinished + 1, i + 3
                else
                    bury(base, args[i + 1], now, held.owner, args[i + 2], args[i + 3])
                    unfinished, i = unfinished + 1, i + 4
                end
            end
            redis.call('HINCRBY', base .. ':meta', 'done', held.count - unfinished)
            return 1
        end }

        """

    /// Keys: base. Arguments: token. Returns the number of jobs given back.
    private static let handBack = """
        redis.register_function{ function_name = 'leadr_q1_handback', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, token = keys[1], args[1]
            local held = holding(base, token)
            if not held then return 0 end
            local jobs = redis.call('LRANGE', base .. ':c:' .. token, 0, -1)
            release(base, token, held)
            for i = #jobs, 1, -1 do
                if (tonumber(string.sub(jobs[i], 3, 5)) or 0) > 0 then
                    redis.call('LPUSH', base .. ':redo', jobs[i])
                else
                    local tenant = tenant_of(jobs[i])
                    local length = redis.call('LPUSH', base .. ':t:' .. tenant, jobs[i])
                    if length == 1 then redis.call('LPUSH', base .. ':ring', tenant) end
                end
            end
            redis.call('HINCRBY', base .. ':meta', 'handed', #jobs)
            wake(base)
            return #jobs
        end }

        """

    /// Keys: base. Arguments: limit. Returns the number of jobs moved.
    private static let promote = """
        redis.register_function{ function_name = 'leadr_q1_promote', flags = { 'allow-oom' }, callback = function(keys, args)
            local moved = promote_due(keys[1], now_ms(), tonumber(args[1]))
            if moved > 0 then wake(keys[1]) end
            return moved
        end }

        """

    /// Keys: base. Arguments: most claims, whether deliveries count (1 or 0), most deliveries. Returns claims, redelivered, parked.
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
            redis.call('RPUSH', base .. ':redo', job)
            return 1
        end

        redis.register_function{ function_name = 'leadr_q1_reap', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, counts, most = keys[1], args[2] == '1', tonumber(args[3])
            local now, redelivered, parked = now_ms(), 0, 0
            local expired = redis.call('ZRANGEBYSCORE', base .. ':claims', '-inf', ms(now), 'LIMIT', 0, tonumber(args[1]))
            for i = 1, #expired do
                local token = expired[i]
                local held = holding(base, token) or { owner = 'unknown', count = 0, bytes = 0 }
                local jobs = redis.call('LRANGE', base .. ':c:' .. token, 0, -1)
                release(base, token, held)
                for j = 1, #jobs do
                    local again = redeliver(base, now, held, jobs[j], counts, most)
                    redelivered, parked = redelivered + again, parked + 1 - again
                end
            end
            if redelivered > 0 then
                redis.call('HINCRBY', base .. ':meta', 'redelivered', redelivered)
                wake(base)
            end
            return { #expired, redelivered, parked }
        end }

        """

    /// Keys: base. Returns a flat list in the order of ``QueueStatistics`` (see the driver); at most 100 tenants are looked at for the oldest job.
    private static let statistics = """
        redis.register_function{ function_name = 'leadr_q1_stats', flags = { 'no-writes' }, callback = function(keys, args)
            local base = keys[1]
            local meta = redis.call('HMGET', base .. ':meta', 'n', 'b', 'cn', 'in', 'done', 'retried', 'buried', 'redelivered', 'handed', 'paused')
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
            for i = 1, 10 do reply[6 + i] = meta[i] or '0' end
            return reply
        end }

        """

    /// Keys: base. Arguments: 1 or 0.
    private static let pause = """
        redis.register_function{ function_name = 'leadr_q1_pause', flags = { 'allow-oom' }, callback = function(keys, args)
            redis.call('HSET', keys[1] .. ':meta', 'paused', args[1])
            if args[1] == '0' then wake(keys[1]) end
            return 1
        end }

        """

    /// Keys: base. Arguments: limit. Returns id and record of the oldest dead letters.
    private static let dead = """
        redis.register_function{ function_name = 'leadr_q1_dead', flags = { 'no-writes' }, callback = function(keys, args)
            local reply = {}
            for _, id in ipairs(redis.call('ZRANGE', keys[1] .. ':deadidx', 0, tonumber(args[1]) - 1)) do
                reply[#reply + 1] = id
                reply[#reply + 1] = redis.call('HGET', keys[1] .. ':dead', id)
            end
            return reply
        end }

        """
}
