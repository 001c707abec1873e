extension StateLibrary {
    /// Request limiter and adaptive block of addresses.
    static let limitSource = """
        -- KEYS limiter. ARGV interval in microseconds, burst. Returns {1, 0} or {0, wait in ms}.
        register('leadr_state3_limit', function(keys, args)
            local now = now_us()
            local arrival, wait = next_arrival(tonumber(redis.call('GET', keys[1]) or '0'), now, tonumber(args[1]), tonumber(args[2]))
            if not arrival then return { 0, wait } end
            -- Lives no longer than it matters.
            redis.call('SET', keys[1], number_text(arrival), 'PX', number_text(math.ceil((arrival - now) / 1000)))
            return { 1, 0 }
        end)

        -- KEYS counts, touched, blocked. ARGV threshold, first block ms, longest block ms, memory ms, then per address: address, reset, failures.
        -- Adds failures to the counters of addresses, and blocks those at or over the threshold. Returns the number of addresses.
        register('leadr_state3_block_report', function(keys, args)
            local threshold, first, longest, memory = tonumber(args[1]), tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
            local now = now_ms()
            local stale = redis.call('ZRANGEBYSCORE', keys[2], '-inf', number_text(now - memory), 'LIMIT', 0, 100)
            for _, address in ipairs(stale) do
                redis.call('ZREM', keys[2], address)
                redis.call('HDEL', keys[1], address)
                redis.call('ZREM', keys[3], address)
            end
            for index = 5, #args, 3 do
                local address, failures = args[index], tonumber(args[index + 2])
                local count = tonumber(redis.call('HGET', keys[1], address) or '0')
                if args[index + 1] == '1' then count = 0 end
                local last_until = tonumber(redis.call('ZSCORE', keys[3], address) or '0')
                count = count + failures
                if failures > 0 and count >= threshold then
                    last_until = now + math.min(first * 2 ^ math.min(count - threshold, 40), longest)
                end
                redis.call('HSET', keys[1], address, number_text(count))
                redis.call('ZADD', keys[2], number_text(now), address)
                if last_until > now then
                    redis.call('ZADD', keys[3], number_text(last_until), address)
                else
                    redis.call('ZREM', keys[3], address)
                end
            end
            return (#args - 4) / 3
        end)

        -- KEYS counts, touched, blocked. ARGV time of the last look in ms, limit. Addresses touched since then, with count and end of block.
        -- Returns the present time, then address, count, end of block for each.
        register('leadr_state3_block_changes', function(keys, args)
            local now = now_ms()
            local touched = redis.call('ZREVRANGEBYSCORE', keys[2], '+inf', args[1], 'LIMIT', 0, tonumber(args[2]))
            local result = { now }
            for _, address in ipairs(touched) do
                result[#result + 1] = address
                result[#result + 1] = tonumber(redis.call('HGET', keys[1], address) or '0')
                result[#result + 1] = tonumber(redis.call('ZSCORE', keys[3], address) or '0')
            end
            return result
        end, 'no-writes')
        """
}
