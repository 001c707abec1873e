/// Which slot a task takes next; slots that passed meanwhile are skipped and counted, never run late.
struct SlotCursor: Sendable {
    /// A slot to run, and how many were missed since the last one.
    struct Step: Equatable {
        var slot: Slot
        var missed: Int64
    }

    private let grid: SlotGrid
    private var last: Slot?

    init(grid: SlotGrid) {
        self.grid = grid
    }

    /// The slot of `time`, unless it was taken already.
    func next(at time: StoreTime) -> Step? {
        let slot = grid.slot(at: time)
        guard let last else { return Step(slot: slot, missed: 0) }
        guard slot > last else { return nil }
        return Step(slot: slot, missed: slot.number - last.number - 1)
    }

    /// `slot` has been dealt with, here or elsewhere; nil = none ever was.
    mutating func take(_ slot: Slot?) {
        guard let slot else { return }
        last = max(last ?? slot, slot)
    }

    /// `slot` was given back: it may be taken again while it lasts.
    mutating func giveBack(_ slot: Slot) {
        guard last == slot else { return }
        last = Slot(slot.number - 1)
    }
}
