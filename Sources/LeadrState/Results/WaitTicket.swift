import Synchronization

/// The place of one caller that waits for a submission. Taken before the job is queued, so that no result can come too early.
public final class WaitTicket: Sendable {
    fileprivate struct Slot {
        var signals: [WaitSignal] = []
        var waiting: CheckedContinuation<WaitSignal, Never>?
        var isEnded = false
    }

    private let slot = Mutex(Slot())

    let id: UInt64

    init(id: UInt64) {
        self.id = id
    }

    /// The next signal. One task at a time may wait; after a signal that is the last one, `closing` is returned for ever.
    public func next() async -> WaitSignal {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = slot.withLock { slot in slot.take(or: continuation) }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            deliver(.closing)
        }
    }

    /// Hands a signal to the waiting task, or keeps it until it asks.
    func deliver(_ signal: WaitSignal) {
        let waiting = slot.withLock { slot in slot.put(signal) }
        waiting?.resume(returning: signal)
    }
}

extension WaitTicket.Slot {
    /// A signal that can be returned at once; otherwise the continuation is kept.
    fileprivate mutating func take(or continuation: CheckedContinuation<WaitSignal, Never>) -> WaitSignal? {
        if !signals.isEmpty { return signals.removeFirst() }
        if isEnded { return .closing }
        waiting = continuation
        return nil
    }

    /// The continuation to resume with the signal; nil when it was kept or came after the end.
    fileprivate mutating func put(_ signal: WaitSignal) -> CheckedContinuation<WaitSignal, Never>? {
        guard !isEnded else { return nil }
        isEnded = signal.isLast
        if let continuation = waiting {
            waiting = nil
            return continuation
        }
        // A last signal makes a waiting check pointless; two checks are as good as one.
        if signal.isLast { signals = [signal] } else if signals.isEmpty { signals = [signal] }
        return nil
    }
}
