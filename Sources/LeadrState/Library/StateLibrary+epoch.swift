extension StateLibrary {
    /// The epoch of the data (`RedisEpoch`).
    static let epochSource = """
        -- KEYS epoch. ARGV announcement, epoch. Completes an epoch, unless the data it was announced in is gone or another was announced. Returns
        -- whether it did.
        register('leadr_state3_epoch_confirm', function(keys, args)
            if redis.call('GET', keys[1]) ~= args[1] then return 0 end
            redis.call('SET', keys[1], args[2])
            return 1
        end)
        """
}
