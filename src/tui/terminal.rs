//! The terminal taken over and given back: whatever happens, it is left as it was found.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    SetTitle, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{execute, queue};
use ratatui::{Frame, Terminal};

use super::draw::draw;
use super::state::State;
use super::thrift::Thrifty;

/// Whether the terminal is ours now.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the program was told to end from outside.
static ENDED: AtomicBool = AtomicBool::new(false);

/// The screen.
pub(super) struct Screen {
    terminal: Terminal<Thrifty<BufWriter<Stdout>>>,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn take() -> io::Result<Screen> {
        watch_panics();
        watch_signals();
        enter()?;
        let backend = Thrifty::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        Ok(Screen {
            terminal: Terminal::new(backend)?,
        })
    }

    /// Its columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws the state.
    pub(super) fn draw(&mut self, state: &State) -> io::Result<()> {
        self.paint(|frame| draw(state, frame))
    }

    /// Draws a frame.
    pub(super) fn paint(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.backend_mut().hold(true);
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let painted = self.terminal.draw(paint).map(|_| ());
        self.terminal.backend_mut().hold(false);
        painted?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what was drawn: the next frame is drawn whole.
    ///
    /// A terminal's own `clear` asks where the cursor is, and waits for seconds where nobody answers.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    /// Gives the terminal back while something else runs in it, and takes it again.
    pub(super) fn lend<T>(&mut self, f: impl FnOnce() -> T) -> io::Result<T> {
        leave();
        let out = f();
        enter()?;
        self.clear()?;
        Ok(out)
    }

    /// Stops until the shell brings the program back.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        self.lend(stop)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether the program was told to end: it was killed, or its terminal was closed.
pub(super) fn ended() -> bool {
    ENDED.load(Ordering::Relaxed)
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableMouseCapture,
        EnableBracketedPaste,
        SetTitle("adref"),
        Hide
    )
}

/// Gives the terminal back; does nothing where it was given back already.
fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// What a panic says is said on a terminal that is whole again.
fn watch_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            leave();
            before(panic);
        }));
    });
}

/// Ends in order when the program is killed or its terminal is closed.
#[cfg(unix)]
fn watch_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let Ok(mut signals) =
            signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])
        else {
            return;
        };
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                ENDED.store(true, Ordering::Relaxed);
                // A loop that hangs on a dead terminal is not waited for.
                std::thread::sleep(std::time::Duration::from_millis(400));
                leave();
                std::process::exit(128 + signal);
            }
        });
    });
}

#[cfg(not(unix))]
fn watch_signals() {}

#[cfg(unix)]
fn stop() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}

#[cfg(not(unix))]
fn stop() {}
