extension QueueStatistics {
    /// The picture of two queues or shards together; paused when one of them is.
    public static func + (left: QueueStatistics, right: QueueStatistics) -> QueueStatistics {
        var sum = left
        sum.ready += right.ready
        sum.redelivery += right.redelivery
        sum.delayed += right.delayed
        sum.claims += right.claims
        sum.claimed += right.claimed
        sum.dead += right.dead
        sum.deadBytes += right.deadBytes
        sum.bytes += right.bytes
        sum.tenants += right.tenants
        sum.oldestEnqueuedAt = [left.oldestEnqueuedAt, right.oldestEnqueuedAt].compactMap { $0 }.min()
        sum.isPaused = left.isPaused || right.isPaused
        sum.enqueuedTotal += right.enqueuedTotal
        sum.completedTotal += right.completedTotal
        sum.retriedTotal += right.retriedTotal
        sum.buriedTotal += right.buriedTotal
        sum.redeliveredTotal += right.redeliveredTotal
        sum.handedBackTotal += right.handedBackTotal
        return sum
    }
}
