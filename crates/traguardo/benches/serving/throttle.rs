//! A slow line before a server: so many bits in a second, each way.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Opens a line of so many bytes in a second to a server; gives where it begins. It lasts as long as the runtime.
pub async fn line(to: SocketAddr, bytes_a_second: u32) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
    let address = listener.local_addr().expect("it listens");
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let Ok(far) = TcpStream::connect(to).await else { return };
            let ((near_read, near_write), (far_read, far_write)) = (near.into_split(), far.into_split());
            tokio::spawn(carry(near_read, far_write, bytes_a_second));
            tokio::spawn(carry(far_read, near_write, bytes_a_second));
        }
    });
    address
}

/// Carries bytes: a packet at a time, each when those before it have had their time.
async fn carry(mut from: impl AsyncReadExt + Unpin, mut to: impl AsyncWriteExt + Unpin, bytes_a_second: u32) {
    let mut packet = [0; 1460];
    let mut free = Instant::now();
    while let Ok(count @ 1..) = from.read(&mut packet).await {
        let takes = Duration::from_secs_f64(count as f64 / f64::from(bytes_a_second));
        free = free.max(Instant::now()) + takes;
        tokio::time::sleep_until(free.into()).await;
        if to.write_all(&packet[..count]).await.is_err() {
            return;
        }
    }
}
