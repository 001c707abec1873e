import Configuration
import Foundation

/// Where settings come from: process environment, then dotenv file (`contract/configuration.md`, Rules).
public struct SettingsSource: Sendable {
    private let reader: ConfigReader

    /// The environment and the variables of a dotenv file; the environment wins.
    public init(environment: [String: String], dotenv: [String: String] = [:]) {
        reader = ConfigReader(providers: [
            EnvironmentVariablesProvider(environmentVariables: environment),
            EnvironmentVariablesProvider(environmentVariables: dotenv),
        ])
    }

    /// The environment of this process and the dotenv file of `directory`: `.env.test` when `ENV=TEST`, else `.env`; a missing file is empty.
    public static func process(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        directory: String = FileManager.default.currentDirectoryPath
    ) -> SettingsSource {
        let file = environment["ENV"] == "TEST" ? ".env.test" : ".env"
        let text = try? String(contentsOfFile: directory + "/" + file, encoding: .utf8)
        return SettingsSource(environment: environment, dotenv: DotenvFile.parse(text ?? ""))
    }

    /// The raw text of the variable `name`; nil when it is set nowhere.
    func text(_ name: String) -> String? {
        reader.string(forKey: ConfigKey([name]))
    }
}
