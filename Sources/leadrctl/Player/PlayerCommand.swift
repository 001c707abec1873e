import ArgumentParser
import Foundation
import LeadrDelivery
import LeadrDomain
import LeadrRuntime
import LeadrServices

/// `leadrctl player …`: what operators do for single players.
struct PlayerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "player",
        abstract: "Removes players on request",
        subcommands: [PlayerEraseCommand.self]
    )
}

/// `leadrctl player erase`.
struct PlayerEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Removes all that is known of a player for good, and prints a receipt",
        discussion: """
            Without --apply it only counts what it would remove. The system goes on meanwhile. The receipt is stored beside the backups as well, so that a \
            restore removes the player again.
            """
    )

    @Argument(help: "ide_…", transform: { try BoardArgument.id($0) as IdentityID }) var player: IdentityID
    @OptionGroup var place: BackupCommand.Place
    @Flag(help: "Do it. Without this, only tell what would be removed.") var apply = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let context = CommandContext.load()
        guard apply else {
            return show(try await context.withErasure { try await $0.examine(player) })
        }
        guard place.local != nil || context.settings.backup.hasStore else { return try await erase(context, keepingReceiptIn: nil) }
        // Opened before anything is removed, so that a setting that is missing is told of before.
        try await context.withBackups(in: place.local) { try await erase(context, keepingReceiptIn: $0) }
    }

    private func erase(_ context: CommandContext, keepingReceiptIn vault: BackupVault?) async throws {
        let receipts = try await context.withErasure { try await $0.erase(player, by: CommandContext.actor) }
        show(receipts)
        guard let vault else { return warnOfBackups() }
        for receipt in receipts { try await vault.store(receipt) }
    }

    /// On the other channel than the receipt, which may be read by a program.
    private func warnOfBackups() {
        let text = """
            No receipt was stored: BACKUP_STORAGE_BUCKET is not set, and --local was not given. A restore removes the player again only as long as the \
            present database is there to tell. Repeat the command with --local FOLDER when the backups are in a folder.
            """
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// One document for each, the player's first.
    private func show(_ receipts: [ErasureReceipt]) {
        for receipt in receipts { output.show(receipt.json) { Self.text(receipt, isReal: apply) } }
    }

    static func text(_ receipt: ErasureReceipt, isReal: Bool) -> String {
        var table = TextTable(isReal ? "REMOVED" : "WOULD BE REMOVED", ">COUNT")
        for (name, count) in receipt.counts.sorted(by: { $0.key < $1.key }) { table.add(name, "\(count)") }
        return table.text + "\nplayer \(receipt.identityID) of account \(receipt.accountID), \(receipt.erasedAt.rfc3339)"
            + (isReal ? "" : "\nnothing was changed: add --apply")
    }
}
