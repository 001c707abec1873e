import Foundation

extension SettingsReader {
    /// A text; an empty value stays empty.
    mutating func text(_ name: String, default: String, _ meaning: String) -> String {
        raw(Shape(name: name, kind: "text", defaultText: `default`, meaning: meaning), keepsEmpty: true) ?? `default`
    }

    /// A text that may be absent; an empty value counts as absent. `shownDefault` says what absence means.
    mutating func optionalText(_ name: String, shownDefault: String? = nil, _ meaning: String) -> String? {
        raw(Shape(name: name, kind: "text", defaultText: shownDefault, meaning: meaning))
    }

    /// A text without which no process starts.
    mutating func requiredText(_ name: String, _ meaning: String) -> String {
        guard let text = raw(Shape(name: name, kind: "text, required", meaning: meaning)) else {
            report(name, "is required")
            return ""
        }
        return text
    }

    /// A secret with a default that is good for trying out only.
    mutating func secret(_ name: String, default: String, _ meaning: String) -> Secret {
        Secret(raw(Shape(name: name, kind: "text", defaultText: `default`, meaning: meaning, isSecret: true), keepsEmpty: true) ?? `default`)
    }

    /// A secret that may be absent.
    mutating func optionalSecret(_ name: String, _ meaning: String) -> Secret? {
        raw(Shape(name: name, kind: "text", meaning: meaning, isSecret: true)).map(Secret.init)
    }

    /// A file or directory; a relative one is taken from the working directory.
    mutating func path(_ name: String, default: String, _ meaning: String) -> String {
        let text = raw(Shape(name: name, kind: "path", defaultText: `default`, meaning: meaning)) ?? `default`
        return text.hasPrefix("/") ? text : FileManager.default.currentDirectoryPath + "/" + text
    }

    /// An `http` or `https` address; one without a path gains a trailing `/` (`contract/configuration.md`, Rules).
    mutating func url(_ name: String, default: String, _ meaning: String) -> String {
        let shape = Shape(name: name, kind: "URL", defaultText: `default`, meaning: meaning)
        return value(shape, default: Self.normalisedURL(`default`) ?? `default`, expected: "an http or https URL", parse: Self.normalisedURL)
    }

    /// One of `values`, compared without letter case.
    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String,
        default: Value,
        shownDefault: String? = nil,
        _ meaning: String
    ) -> Value where Value.RawValue == String {
        let names = Value.allCases.map(\.rawValue)
        let shape = Shape(
            name: name,
            kind: names.map { "`\($0)`" }.joined(separator: ", "),
            defaultText: shownDefault ?? `default`.rawValue,
            meaning: meaning
        )
        return value(shape, default: `default`, expected: "one of \(names.joined(separator: ", "))") { Value(rawValue: $0.lowercased()) }
    }

    private static func normalisedURL(_ text: String) -> String? {
        guard let components = URLComponents(string: text), let scheme = components.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = components.host, !host.isEmpty
        else { return nil }
        return components.path.isEmpty && components.query == nil ? text + "/" : text
    }
}
