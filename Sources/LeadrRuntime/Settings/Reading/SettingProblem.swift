/// What is wrong with one setting, told without showing its value when that is a secret.
public struct SettingProblem: Sendable, Equatable, CustomStringConvertible {
    /// The environment variable at fault.
    public let name: String
    /// What is wrong and what would be right.
    public let message: String

    /// Creates a problem of the variable `name`.
    public init(name: String, message: String) {
        self.name = name
        self.message = message
    }

    /// `NAME: message`.
    public var description: String { "\(name): \(message)" }
}

/// Every problem of the configuration at once, so that an operator mends them in one go.
public struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The problems in the order of the table of settings; never empty.
    public let problems: [SettingProblem]

    /// Creates an error of `problems`.
    public init(problems: [SettingProblem]) {
        self.problems = problems
    }

    /// All problems, separated by semicolons, on one line.
    public var description: String { problems.map(\.description).joined(separator: "; ") }
}
