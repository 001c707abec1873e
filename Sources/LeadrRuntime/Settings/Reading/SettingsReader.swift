import Foundation

/// Reads settings one by one, collecting every problem, and on the way the table of all settings.
///
/// A value that cannot be read is reported and replaced by its default, so that the rest is still checked.
struct SettingsReader {
    /// What was wrong so far.
    private(set) var problems: [SettingProblem] = []
    /// Every setting asked for so far.
    private(set) var definitions: [SettingDefinition] = []
    /// The heading of the settings being read.
    var topic = ""
    private let source: SettingsSource

    /// Creates a reader on `source`.
    init(_ source: SettingsSource) {
        self.source = source
    }

    /// Reports that the value of `name` cannot be used.
    mutating func report(_ name: String, _ message: String) {
        problems.append(SettingProblem(name: name, message: message))
    }

    /// The text of `name`, recorded as a setting; an empty one counts as absent unless `keepsEmpty`.
    mutating func raw(_ definition: Shape, keepsEmpty: Bool = false) -> String? {
        definitions.append(definition.inTopic(topic))
        guard let text = source.text(definition.name), keepsEmpty || !text.isEmpty else { return nil }
        return text
    }

    /// Parses the value of a setting; a value that `parse` refuses is reported with `expected`.
    mutating func value<Value>(_ shape: Shape, default: Value, expected: String, parse: (String) -> Value?) -> Value {
        guard let text = raw(shape) else { return `default` }
        guard let value = parse(text.trimmingCharacters(in: .whitespaces)) else {
            report(shape.name, "must be \(expected)")
            return `default`
        }
        return value
    }
}

extension SettingsReader {
    /// What a reading method knows of a setting.
    struct Shape {
        var name: String
        var kind: String
        var defaultText: String?
        var unit: String?
        var meaning: String
        var isSecret = false

        func inTopic(_ topic: String) -> SettingDefinition {
            SettingDefinition(
                name: name,
                topic: topic,
                kind: kind,
                defaultText: defaultText,
                unit: unit,
                meaning: meaning,
                isSecret: isSecret
            )
        }
    }
}
