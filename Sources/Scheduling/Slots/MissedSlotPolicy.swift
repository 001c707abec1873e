/// What a leader does about slots that passed while nobody led.
public enum MissedSlotPolicy: String, Sendable, Hashable, CaseIterable {
    /// They are counted and never run.
    case skip
    /// The newest of them runs once, before the present slot; the others are counted.
    case runOnce = "run_once"
}
