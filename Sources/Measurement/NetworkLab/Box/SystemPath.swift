import Foundation

/// Where the lab looks for programs.
public enum SystemPath {
    /// The caller's PATH with the system's folders behind it, which an ordinary user's lacks.
    public static var search: String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return "\(path):/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
    }

    /// Whether a program is in one of the folders.
    static func has(_ program: String) -> Bool {
        search.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }
}
