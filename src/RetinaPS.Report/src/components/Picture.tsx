import type { Row } from '../report';

interface Properties {
  url: string | null;
  /** For a screen reader; empty where the words beside it say enough. */
  alt: string;
  /** The photograph whose eye is outlined, or null. */
  outlined: Row | null;
  pending: boolean;
}

/** A thumbnail in a square, with the eye's outline over it; a quiet placeholder where there is none. */
export function Picture({ url, alt, outlined, pending }: Properties) {
  return (
    <span class={`picture${url ? '' : pending ? ' pending' : ' missing'}`}>
      {url && <img src={url} alt={alt} decoding="async" draggable={false} />}
      {url && outlined && <Outline row={outlined} />}
    </span>
  );
}

function Outline({ row }: { row: Row }) {
  const { frameWidth: width, frameHeight: height, circleX: x, circleY: y, circleRadius: radius } = row;
  if (width === null || height === null || x === null || y === null || radius === null)
    return null;
  return (
    <svg class="outline" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {/* An inner viewport, which cuts the circle where the camera has cut the eye. */}
      <svg width={width} height={height}>
        {row.maskMethod === 'FullFrame' ? <rect width={width} height={height} /> : <circle cx={x + 0.5} cy={y + 0.5} r={radius} />}
      </svg>
    </svg>
  );
}
