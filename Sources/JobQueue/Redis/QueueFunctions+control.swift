extension QueueFunctions {
    /// What operators switch.
    static let control = [pause, quiet, leave]

    /// Keys: base. Arguments: 1 or 0.
    private static let pause = """
        redis.register_function{ function_name = 'leadr_q2_pause', flags = { 'allow-oom' }, callback = function(keys, args)
            redis.call('HSET', keys[1] .. ':meta', 'paused', args[1])
            if args[1] == '0' then wake(keys[1]) end
            return 1
        end }
        """

    /// Keys: base. Arguments: owner, 1 or 0. Returns 1 when such a worker has been seen, 0 when nothing was done.
    private static let quiet = """
        redis.register_function{ function_name = 'leadr_q2_quiet', flags = { 'allow-oom' }, callback = function(keys, args)
            local base = keys[1]
            if redis.call('HEXISTS', base .. ':workers', args[1]) == 0 then return 0 end
            if args[2] == '1' then
                redis.call('HSET', base .. ':meta', 'quiet:' .. args[1], '1')
            else
                redis.call('HDEL', base .. ':meta', 'quiet:' .. args[1])
                wake(base)
            end
            return 1
        end }
        """

    /// Keys: base. Arguments: owner. A worker that stops is no longer shown.
    private static let leave = """
        redis.register_function{ function_name = 'leadr_q2_leave', flags = { 'allow-oom' }, callback = function(keys, args)
            redis.call('HDEL', keys[1] .. ':meta', 'quiet:' .. args[1])
            return redis.call('HDEL', keys[1] .. ':workers', args[1])
        end }
        """
}
