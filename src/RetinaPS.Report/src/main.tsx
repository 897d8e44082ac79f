import { render } from 'preact';
import { App } from './components/App';
import { readReport, toRows } from './report';
import { ThumbnailStore } from './thumbnails';

const report = readReport(document);
const thumbnails = new ThumbnailStore(document, report.thumbnails?.block ?? null);
const container = document.getElementById('report')!;
container.replaceChildren();
render(<App report={report} rows={toRows(report.photographs)} thumbnails={thumbnails} />, container);
performance.mark('report-ready');
