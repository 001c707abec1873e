extension StateLibrary {
    /// Usage counters (`UsageCounters`). Amounts stay texts: they may pass 2^53.
    static let usageSource = """
        -- KEYS counters, mark of the process. ARGV number of the delivery, life of the mark in ms, then per counter: field, amount. Adds a delivery
        -- once: one whose number is not above the last one of the process has been added already. Returns whether it was added.
        register('leadr_state3_usage_add', function(keys, args)
            if tonumber(redis.call('GET', keys[2]) or '0') >= tonumber(args[1]) then return 0 end
            for index = 3, #args, 2 do redis.call('HINCRBY', keys[1], args[index], args[index + 1]) end
            redis.call('SET', keys[2], args[1], 'PX', args[2])
            return 1
        end)

        -- KEYS counters, moving counters. ARGV id. Sets the counters aside under an id, unless others are aside already. Returns those that are.
        register('leadr_state3_usage_take', function(keys, args)
            if redis.call('EXISTS', keys[2]) == 0 then
                if redis.call('EXISTS', keys[1]) == 0 then return {} end
                redis.call('RENAME', keys[1], keys[2])
                redis.call('HSET', keys[2], 'batch', args[1])
            end
            return redis.call('HGETALL', keys[2])
        end, 'allow-oom')

        -- KEYS moving counters. ARGV id. Forgets the counters that are set aside under that id. Returns whether they were there.
        register('leadr_state3_usage_done', function(keys, args)
            if redis.call('HGET', keys[1], 'batch') ~= args[1] then return 0 end
            redis.call('UNLINK', keys[1])
            return 1
        end, 'allow-oom')
        """
}
