/// Which slot a task takes next. Slots that passed meanwhile are skipped and counted; only a leader that just came may make up for one of them.
struct SlotCursor: Sendable {
    /// A slot to run, and how many were missed for good since the last one.
    struct Step: Equatable {
        var slot: Slot
        var missed: Int64
        /// Whether the slot has passed already.
        var isCatchUp = false
    }

    private let grid: SlotGrid
    private let policy: MissedSlotPolicy
    /// Whether slots may run again when the clock was put back: for work that nobody records and that a repetition does not harm.
    private let followsClock: Bool
    private var last: Slot?
    /// Until the first slot after ``learn(_:)``: what was missed then was missed for want of a leader.
    private var mayCatchUp = false

    init(grid: SlotGrid, policy: MissedSlotPolicy = .skip, followsClock: Bool = false) {
        self.grid = grid
        self.policy = policy
        self.followsClock = followsClock
    }

    /// The slot of `time`, unless it was taken already, or the one before it when that is to be made up for.
    func next(at time: StoreTime) -> Step? {
        let slot = grid.slot(at: time)
        guard let last, !isPutBack(slot, last) else { return Step(slot: slot, missed: 0) }
        guard slot > last else { return nil }
        let missed = slot.number - last.number - 1
        guard mayCatchUp, missed > 0 else { return Step(slot: slot, missed: missed) }
        return Step(slot: Slot(slot.number - 1), missed: missed - 1, isCatchUp: true)
    }

    /// Whether the clock was put back by more than what it is read with.
    private func isPutBack(_ slot: Slot, _ last: Slot) -> Bool {
        followsClock && slot.number < last.number - 1
    }

    /// A new term begins; `latest` is the latest slot that was run in former ones, nil when none ever was.
    ///
    /// It replaces what was noted before: a claim that was refused because the lease was lost looks like one that somebody else had, and nobody ran that
    /// slot.
    mutating func learn(_ latest: Slot?) {
        last = latest
        mayCatchUp = policy == .runOnce
    }

    /// `slot` has been dealt with, here or elsewhere.
    mutating func take(_ slot: Slot) {
        last = last.map { isPutBack(slot, $0) ? slot : max($0, slot) } ?? slot
        mayCatchUp = false
    }

    /// `slot` was given back: it may be taken again while it lasts.
    mutating func giveBack(_ slot: Slot) {
        guard last == slot else { return }
        last = Slot(slot.number - 1)
    }
}
