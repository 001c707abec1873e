import LeadrDomain

/// Kinds whose identifiers a path may also name by the UUID alone, as upstream's routes want them.
protocol BareIdentifierKind: EntityKind {}

/// Upstream prints `jam_<uuid>` but reads the bare UUID (`contract/platform.md §4.4`).
extension Kinds.JamCode: BareIdentifierKind {}
