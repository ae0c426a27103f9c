#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the file that had a path once, under the names that rotation gives: `log.1`, `log.2.gz`.
enum RotatedFiles {
    /// So many files back it is looked for.
    static let depth = 9

    /// The file with this fingerprint and those that were rotated after it, the oldest first; none where there is none.
    static func since(_ fingerprint: FileFingerprint, of path: String) -> [String] {
        var files = [String]()
        for number in 1...depth {
            let names = ["", ".gz", ".zst"].map { "\(path).\(number)\($0)" }
            guard let name = names.first(where: { isFile($0) }) else { return [] }
            files.insert(name, at: 0)
            if fingerprint.fits(fileAt: name) { return files }
        }
        return []
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
