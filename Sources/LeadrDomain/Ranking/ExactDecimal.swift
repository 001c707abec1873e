/// Placeholder
public struct ExactDecimal: Hashable, Sendable {
}
