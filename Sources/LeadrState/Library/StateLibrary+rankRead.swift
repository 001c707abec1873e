extension StateLibrary {
    /// Reading the rank index; every function takes the run id of the server it was called on, and answers `{0, reason}` unless the index is live
    /// and confirmed for that run id, else `{1, generation, board version, rows in the pool, …}`.
    static let rankReadSource = """
        -- The live sorted set of a pool and the head of the answer; or nil and the refusal.
        local function open_index(keys, run, pool)
            local meta = redis.call('HMGET', keys[1], 'l', 'v')
            if not meta[1] then return nil, { 0, 'missing' } end
            if redis.call('HGET', keys[2], 'run') ~= run then return nil, { 0, 'unconfirmed' } end
            local set = rank_set(keys[1], pool, meta[1])
            return set, { 1, tonumber(meta[1]), tonumber(meta[2] or '0'), redis.call('ZCARD', set) }
        end

        -- Number of rows before (score, member): rows of smaller score, then a binary search by rank among the equal ones.
        local function position_of(set, score, member)
            local low = redis.call('ZCOUNT', set, '-inf', '(' .. score)
            local high = low + redis.call('ZCOUNT', set, score, score)
            while low < high do
                local middle = math.floor((low + high) / 2)
                if precedes(redis.call('ZRANGE', set, middle, middle)[1], member) then low = middle + 1 else high = middle end
            end
            return low
        end

        local function append_rows(result, set, start, count)
            result[#result + 1] = start
            if count <= 0 then return result end
            for _, value in ipairs(redis.call('ZRANGE', set, start, start + count - 1, 'WITHSCORES')) do result[#result + 1] = value end
            return result
        end

        -- KEYS board, shard. ARGV run id, pool, members. After the head: the zero-based rank of each member, -1 for one that is absent.
        register('leadr_state2_rank_of', function(keys, args)
            local set, result = open_index(keys, args[1], args[2])
            if not set then return result end
            for index = 3, #args do result[#result + 1] = redis.call('ZRANK', set, args[index]) or -1 end
            return result
        end, 'no-writes')

        -- KEYS board, shard. ARGV run id, pool, start, count. After the head: start, then member and score of each row.
        register('leadr_state2_rank_range', function(keys, args)
            local set, result = open_index(keys, args[1], args[2])
            if not set then return result end
            return append_rows(result, set, tonumber(args[3]), tonumber(args[4]))
        end, 'no-writes')

        -- KEYS board, shard. ARGV run id, pool, score, member, rows before, rows from there. After the head: the number of rows before the place,
        -- whether the member stands there, start, then the rows.
        register('leadr_state2_rank_place', function(keys, args)
            local set, result = open_index(keys, args[1], args[2])
            if not set then return result end
            local position = position_of(set, args[3], args[4])
            local start = math.max(0, position - tonumber(args[5]))
            result[#result + 1] = position
            result[#result + 1] = redis.call('ZRANGE', set, position, position)[1] == args[4] and 1 or 0
            return append_rows(result, set, start, position - start + tonumber(args[6]))
        end, 'no-writes')

        -- KEYS board, shard. ARGV run id, pool, member, reach. After the head: the member's zero-based rank (-1 when absent), start, then the rows
        -- from `reach` before it to `reach` behind it.
        register('leadr_state2_rank_around', function(keys, args)
            local set, result = open_index(keys, args[1], args[2])
            if not set then return result end
            local rank = redis.call('ZRANK', set, args[3])
            result[#result + 1] = rank or -1
            if not rank then return append_rows(result, set, 0, 0) end
            local reach = tonumber(args[4])
            local start = math.max(0, rank - reach)
            return append_rows(result, set, start, rank - start + 1 + reach)
        end, 'no-writes')
        """
}
