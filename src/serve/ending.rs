//! When it ends: Ctrl-C sets a flag that everybody looks at.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A flag that is set when the program is asked to end; where the system has no such signals, the process simply ends.
///
/// # Errors
/// Where the signals cannot be heard.
pub fn ending() -> std::io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGTERM,
        signal_hook::consts::SIGHUP,
    ] {
        signal_hook::flag::register(signal, flag.clone())?;
    }
    Ok(flag)
}
