extension QueueFunctions {
    /// Dead letters: looked at, revived, dropped, and kept within bounds once they are copied.
    static let dead = [deadAccess, deadList, deadGet, deadRetry, deadDrop, deadCopied, deadExcess]

    private static let deadAccess = """
        local function dead_records(base, ids)
            local reply = {}
            for i = 1, #ids do
                local record = redis.call('HGET', base .. ':dead', ids[i])
                if record then
                    reply[#reply + 1] = ids[i]
                    reply[#reply + 1] = record
                end
            end
            return reply
        end

        local function forget_dead(base, id)
            local bytes = redis.call('HSTRLEN', base .. ':dead', id)
            local removed = redis.call('HDEL', base .. ':dead', id)
            redis.call('ZREM', base .. ':deadidx', id)
            redis.call('SREM', base .. ':deadok', id)
            if removed == 1 then redis.call('HINCRBY', base .. ':meta', 'db', -bytes) end
            return removed
        end

        local function dead_envelope(record)
            local owner, reason = string.match(record, '^%d+ (%d+) (%d+)\\n')
            if not owner then return nil end
            return string.sub(record, string.find(record, '\\n', 1, true) + tonumber(owner) + tonumber(reason) + 1)
        end
        """

    /// Keys: base. Arguments: first, most. Returns id and record of dead letters, oldest first.
    private static let deadList = """
        redis.register_function{ function_name = 'leadr_q2_dead_list', flags = { 'no-writes' }, callback = function(keys, args)
            local first = tonumber(args[1])
            return dead_records(keys[1], redis.call('ZRANGE', keys[1] .. ':deadidx', first, first + tonumber(args[2]) - 1))
        end }
        """

    /// Keys: base. Arguments: ids. Returns id and record of those that are there.
    private static let deadGet = """
        redis.register_function{ function_name = 'leadr_q2_dead_get', flags = { 'no-writes' }, callback = function(keys, args)
            return dead_records(keys[1], args)
        end }
        """

    /// Keys: base. Arguments: ids. Puts dead jobs back at the end of their queue, counters at zero; returns the ids. What is no job stays dead.
    private static let deadRetry = """
        redis.register_function{ function_name = 'leadr_q2_dead_retry', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, retried = keys[1], {}
            for i = 1, #args do
                local job = dead_envelope(redis.call('HGET', base .. ':dead', args[i]) or '')
                if job and tenant_of(job) ~= 'malformed' then
                    forget_dead(base, args[i])
                    job = 'J1000000' .. string.sub(job, 9)
                    push_tenant(base, tenant_of(job), { job })
                    enter(base, 1, #job)
                    retried[#retried + 1] = args[i]
                end
            end
            if #retried > 0 then wake(base) end
            return retried
        end }
        """

    /// Keys: base. Arguments: ids. Returns the ids that were there.
    private static let deadDrop = """
        redis.register_function{ function_name = 'leadr_q2_dead_drop', flags = { 'allow-oom' }, callback = function(keys, args)
            local dropped = {}
            for i = 1, #args do
                if forget_dead(keys[1], args[i]) == 1 then dropped[#dropped + 1] = args[i] end
            end
            return dropped
        end }
        """

    /// `uncopied`: keys: base; arguments: limit; returns id and record of letters that nobody copied yet.
    /// `copied`: keys: base; arguments: ids; from now on they may be trimmed.
    private static let deadCopied = """
        redis.register_function{ function_name = 'leadr_q2_dead_uncopied', flags = { 'no-writes' }, callback = function(keys, args)
            local base, limit, ids = keys[1], tonumber(args[1]), {}
            -- From the newest: those are what was not copied yet, so the rest is hardly ever walked through.
            local missing = redis.call('ZCARD', base .. ':deadidx') - redis.call('SCARD', base .. ':deadok')
            local first, page = 0, nil
            repeat
                page = redis.call('ZREVRANGE', base .. ':deadidx', first, first + CHUNK - 1)
                for i = 1, #page do
                    if #ids == missing or #ids == limit then return dead_records(base, ids) end
                    if redis.call('SISMEMBER', base .. ':deadok', page[i]) == 0 then ids[#ids + 1] = page[i] end
                end
                first = first + CHUNK
            until #page < CHUNK
            return dead_records(base, ids)
        end }

        redis.register_function{ function_name = 'leadr_q2_dead_copied', flags = { 'allow-oom' }, callback = function(keys, args)
            for i = 1, #args do
                if redis.call('HEXISTS', keys[1] .. ':dead', args[i]) == 1 then redis.call('SADD', keys[1] .. ':deadok', args[i]) end
            end
            return #args
        end }
        """

    /// Keys: base. Arguments: most letters, most bytes, greatest age in ms, limit. Drops the oldest copied letters that are over a bound; returns
    /// their ids.
    private static let deadExcess = """
        redis.register_function{ function_name = 'leadr_q2_dead_trim', flags = { 'allow-oom' }, callback = function(keys, args)
            local base, most, most_bytes, trimmed = keys[1], tonumber(args[1]), tonumber(args[2]), {}
            local oldest = now_ms() - tonumber(args[3])
            local letters = redis.call('ZRANGE', base .. ':deadidx', 0, tonumber(args[4]) - 1, 'WITHSCORES')
            local count, bytes = redis.call('ZCARD', base .. ':deadidx'), tonumber(redis.call('HGET', base .. ':meta', 'db') or 0)
            for i = 1, #letters, 2 do
                if count <= most and bytes <= most_bytes and tonumber(letters[i + 1]) >= oldest then break end
                if redis.call('SISMEMBER', base .. ':deadok', letters[i]) == 1 then
                    count, bytes = count - 1, bytes - redis.call('HSTRLEN', base .. ':dead', letters[i])
                    forget_dead(base, letters[i])
                    trimmed[#trimmed + 1] = letters[i]
                end
            end
            return trimmed
        end }
        """
}
