extension StateLibrary {
    /// Reading the rank index; every function takes the run id of the server it was called on, and answers `{0, reason}` unless the index is live in
    /// the layout that the pool argument names (`rankWriteSource`) and confirmed for that run id, else `{1, generation, board version, rows in the
    /// pool, …}`. Where the argument says that ranks are shared, ranks are counted so: a rank is the number of rows of strictly better value.
    static let rankReadSource = """
        -- The live sorted set of a pool, the head of the answer and whether ranks are shared; or nil and the refusal.
        local function open_index(keys, run, argument)
            local pool, layout, shared = read_pool(argument)
            local meta = redis.call('HMGET', keys[1], 'l', 'v', 'e')
            if not meta[1] or layout ~= (meta[3] or '0') then return nil, { 0, 'missing' } end
            if redis.call('HGET', keys[2], 'run') ~= run then return nil, { 0, 'unconfirmed' } end
            local set = rank_set(keys[1], pool, meta[1])
            return set, { 1, tonumber(meta[1]), tonumber(meta[2] or '0'), redis.call('ZCARD', set) }, shared
        end

        -- Number of rows of smaller score.
        local function better_than(set, score)
            return redis.call('ZCOUNT', set, '-inf', '(' .. score)
        end

        -- Number of rows before (score, member): rows of smaller score, then a binary search by rank among the equal ones.
        local function position_of(set, score, member)
            local low = better_than(set, score)
            local high = low + redis.call('ZCOUNT', set, score, score)
            while low < high do
                local middle = math.floor((low + high) / 2)
                if precedes(redis.call('ZRANGE', set, middle, middle)[1], member) then low = middle + 1 else high = middle end
            end
            return low
        end

        -- Appends the start, where ranks are shared the number of rows of smaller score than the first, then member and score of each row.
        local function append_rows(result, set, shared, start, count)
            local rows = count > 0 and redis.call('ZRANGE', set, start, start + count - 1, 'WITHSCORES') or {}
            result[#result + 1] = start
            if shared then result[#result + 1] = rows[2] and better_than(set, rows[2]) or start end
            for _, value in ipairs(rows) do result[#result + 1] = value end
            return result
        end

        -- Number of rows that rank before a member; nil when it is absent.
        local function before(set, shared, member)
            if not shared then return redis.call('ZRANK', set, member) end
            local score = redis.call('ZSCORE', set, member)
            return score and better_than(set, score)
        end

        -- KEYS board, shard. ARGV run id, pool, members. After the head: the zero-based rank of each member, -1 for one that is absent.
        register('leadr_state3_rank_of', function(keys, args)
            local set, result, shared = open_index(keys, args[1], args[2])
            if not set then return result end
            for index = 3, #args do result[#result + 1] = before(set, shared, args[index]) or -1 end
            return result
        end, 'no-writes')

        -- KEYS board, shard. ARGV run id, pool, start, count. After the head: start and rows.
        register('leadr_state3_rank_range', function(keys, args)
            local set, result, shared = open_index(keys, args[1], args[2])
            if not set then return result end
            return append_rows(result, set, shared, tonumber(args[3]), tonumber(args[4]))
        end, 'no-writes')

        -- KEYS board, shard. ARGV run id, pool, score, member, rows before, rows from there. After the head: the number of rows before the place,
        -- whether the member stands there, start and rows.
        register('leadr_state3_rank_place', function(keys, args)
            local set, result, shared = open_index(keys, args[1], args[2])
            if not set then return result end
            local position = position_of(set, args[3], args[4])
            local start = math.max(0, position - tonumber(args[5]))
            result[#result + 1] = position
            result[#result + 1] = redis.call('ZRANGE', set, position, position)[1] == args[4] and 1 or 0
            return append_rows(result, set, shared, start, position - start + tonumber(args[6]))
        end, 'no-writes')

        -- KEYS board, shard. ARGV run id, pool, member, reach. After the head: the member's place, counted from zero (-1 when absent), start and
        -- rows from `reach` before it to `reach` behind it.
        register('leadr_state3_rank_around', function(keys, args)
            local set, result, shared = open_index(keys, args[1], args[2])
            if not set then return result end
            local place = redis.call('ZRANK', set, args[3])
            result[#result + 1] = place or -1
            if not place then return append_rows(result, set, shared, 0, 0) end
            local reach = tonumber(args[4])
            local start = math.max(0, place - reach)
            return append_rows(result, set, shared, start, place - start + 1 + reach)
        end, 'no-writes')
        """
}
