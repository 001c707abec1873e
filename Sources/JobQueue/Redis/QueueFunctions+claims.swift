extension QueueFunctions {
    /// Jobs on their way in, into claims and out.
    static let claims = [enqueue, claim, beat, settle, handBack]

    /// Keys: base, then bases of queues that share its budget. Arguments: job limit (0 = none), byte limit, then tenant and envelope of each job.
    private static let enqueue = """
        redis.register_function('leadr_q2_enqueue', function(keys, args)
            local base, most, most_bytes = keys[1], tonumber(args[1]), tonumber(args[2])
            local count, bytes = (#args - 2) / 2, 0
            for i = 4, #args, 2 do bytes = bytes + #args[i] end
            local held = redis.call('HMGET', base .. ':meta', 'n', 'b', 'in')
            local jobs, size = tonumber(held[1] or 0) + count, tonumber(held[2] or 0) + bytes
            if most > 0 then
                local all_jobs, all_bytes = jobs, size
                for i = 2, #keys do
                    local other = redis.call('HMGET', keys[i] .. ':meta', 'n', 'b')
                    all_jobs, all_bytes = all_jobs + tonumber(other[1] or 0), all_bytes + tonumber(other[2] or 0)
                end
                if all_jobs > most or all_bytes > most_bytes then return redis.error_reply('QUEUEFULL the queue is over its budget') end
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
        -- A claim must fit into the memory of a worker and into the request that settles it.
        local CLAIM_BYTES = 16 * 1024 * 1024

        local function take_turns(base, limit, key)
            local jobs, bytes = {}, 0
            local tenants = redis.call('LLEN', base .. ':ring')
            if tenants == 0 then return jobs end
            local share = math.ceil(limit / tenants)
            while #jobs < limit and bytes < CLAIM_BYTES do
                local tenant = redis.call('LPOP', base .. ':ring')
                if not tenant then break end
                local list = base .. ':t:' .. tenant
                local left, taken = math.min(share, limit - #jobs), nil
                repeat
                    taken = redis.call('LPOP', list, math.min(left, 100)) or {}
                    push_all(key, taken)
                    for i = 1, #taken do
                        jobs[#jobs + 1] = taken[i]
                        bytes = bytes + #taken[i]
                    end
                    left = left - #taken
                until left == 0 or #taken == 0 or bytes >= CLAIM_BYTES
                if redis.call('EXISTS', list) == 1 then redis.call('RPUSH', base .. ':ring', tenant) end
            end
            return jobs
        end

        -- Jobs that are claimed alone and all others take turns, so that many of the one kind do not hold up the other.
        local function take_alone(base, key)
            if redis.call('EXISTS', base .. ':redo') == 0 then return {} end
            local is_others_turn = redis.call('HINCRBY', base .. ':meta', 'turn', 1) % 2 == 0
            if is_others_turn and redis.call('EXISTS', base .. ':ring') == 1 then return {} end
            local jobs = redis.call('LPOP', base .. ':redo', 1)
            push_all(key, jobs)
            return jobs
        end

        redis.register_function{ function_name = 'leadr_q2_claim', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, token, limit = keys[1], args[1], tonumber(args[2])
            local now = now_ms()
            promote_due(base, now, limit)
            local marks = redis.call('HMGET', base .. ':meta', 'paused', 'quiet:' .. args[4])
            if marks[1] == '1' or marks[2] then return {} end
            local key = base .. ':c:' .. token
            local jobs = take_alone(base, key)
            if #jobs == 0 then jobs = take_turns(base, limit, key) end
            if #jobs == 0 then return {} end
            redis.call('ZADD', base .. ':claims', ms(now + tonumber(args[3])), token)
            redis.call('HSET', base .. ':own', token, args[4] .. '|' .. ms(now) .. '|' .. #jobs .. '|' .. ms(total(jobs)))
            redis.call('HINCRBY', base .. ':meta', 'cn', #jobs)
            if redis.call('EXISTS', base .. ':ring', base .. ':redo') > 0 then wake(base) end
            return jobs
        end }
        """

    /// Keys: base. Arguments: lease in ms, owner, what the worker says of itself, tokens. Returns 1 or 0 for a worker that shall take nothing,
    /// then the tokens that are no longer held.
    private static let beat = """
        redis.register_function{ function_name = 'leadr_q2_beat', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, now = keys[1], now_ms()
            local expiry, reply = ms(now + tonumber(args[1])), { redis.call('HEXISTS', base .. ':meta', 'quiet:' .. args[2]) }
            redis.call('HSET', base .. ':workers', args[2], ms(now) .. '|' .. args[3])
            for i = 4, #args do
                if redis.call('ZSCORE', base .. ':claims', args[i]) then
                    redis.call('ZADD', base .. ':claims', expiry, args[i])
                else
                    reply[#reply + 1] = args[i]
                end
            end
            return reply
        end }
        """

    /// Keys: base, then the bases of the next queues. Arguments: token, then groups
    /// `F key tenant count envelopes…`, `R delay-ms envelope`, `I envelope`, `B id reason envelope`. Returns 1, or 0 when the claim was no longer held.
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
            redis.call('HINCRBY', base .. ':meta', 'retried', 1)
            -- Equal bytes that wait already are the same job, which needs no second place.
            if redis.call('ZADD', base .. ':delayed', ms(now + tonumber(args[i + 1])), job) == 1 then account(base, 1, #job) end
        end

        local function isolate(base, job)
            redis.call('RPUSH', base .. ':redo', job)
            account(base, 1, #job)
            wake(base)
        end

        redis.register_function{ function_name = 'leadr_q2_settle', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, token = keys[1], args[1]
            local held = holding(base, token)
            if not held then return 0 end
            local now, i, unfinished = now_ms(), 2, 0
            release(base, token, held)
            account(base, 0 - held.count, 0 - held.bytes)
            while i <= #args do
                if args[i] == 'F' then
                    i = forward(keys, args, i)
                elseif args[i] == 'R' then
                    retry(base, now, args, i)
                    unfinished, i = unfinished + 1, i + 3
                elseif args[i] == 'I' then
                    isolate(base, args[i + 1])
                    unfinished, i = unfinished + 1, i + 2
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
        redis.register_function{ function_name = 'leadr_q2_handback', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, token = keys[1], args[1]
            local held = holding(base, token)
            if not held then return 0 end
            local jobs = redis.call('LRANGE', base .. ':c:' .. token, 0, -1)
            release(base, token, held)
            for i = #jobs, 1, -1 do
                if (tonumber(string.sub(jobs[i], 3, 5)) or 0) > 0 then
                    redis.call('LPUSH', base .. ':redo', jobs[i])
                else
                    give_back(base, jobs[i])
                end
            end
            redis.call('HINCRBY', base .. ':meta', 'handed', #jobs)
            wake(base)
            return #jobs
        end }
        """
}
